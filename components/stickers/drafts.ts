'use client'

import { create } from 'zustand'
import { newClientId } from '@/client/client-id'
import type { KithClient } from '@/client/kith'
import type { FileLimits } from '@/contracts/dto'
import type { UploadId } from '@/contracts/ids'
import { refusalOf } from '../refusal'
import { type MadePicture, makePicture, refusedFile, wordsOfName } from './make-picture'

/** A picture that is to become a sticker. */
export interface StickerDraft {
  readonly id: string
  readonly packId: string
  readonly source: File
  /** As it will be; null: it is being made, or can't be. */
  readonly picture: (MadePicture & { readonly url: string }) | null
  readonly emoji: string
  readonly words: string
  /** `unfit`: it can't become one. `failed`: it may, if it is tried again. */
  readonly state: 'making' | 'waiting' | 'uploading' | 'ready' | 'unfit' | 'failed'
  /** From 0 to 1. */
  readonly part: number
  readonly problem: string | null
  readonly uploadId: UploadId | null
}

interface Drafts {
  readonly drafts: readonly StickerDraft[]
}

/** Of all packs; they live as long as the page, so that closing the dialog loses nothing. */
export const useDrafts = create<Drafts>(() => ({ drafts: [] }))

const AT_ONCE = 2
const running = new Map<string, AbortController>()

const all = (): readonly StickerDraft[] => useDrafts.getState().drafts

export function changeDraft(id: string, change: Partial<StickerDraft>): void {
  useDrafts.setState(({ drafts }) => ({ drafts: drafts.map((one) => (one.id === id ? { ...one, ...change } : one)) }))
}

export function addDrafts(kith: KithClient, packId: string, files: readonly File[], limits: FileLimits): void {
  const added = files.map(
    (source): StickerDraft => ({
      id: newClientId(),
      packId,
      source,
      picture: null,
      emoji: '',
      words: wordsOfName(source.name),
      state: 'making',
      part: 0,
      problem: null,
      uploadId: null,
    }),
  )
  useDrafts.setState(({ drafts }) => ({ drafts: [...drafts, ...added] }))
  for (const draft of added) void make(kith, draft, limits)
}

async function make(kith: KithClient, { id, source }: StickerDraft, limits: FileLimits): Promise<void> {
  const refused = refusedFile(source, limits.maxBytes)
  if (refused) return changeDraft(id, { state: 'unfit', problem: refused })
  try {
    const made = await makePicture(source, limits.maxPixels)
    changeDraft(id, { picture: { ...made, url: URL.createObjectURL(made.file) }, state: 'waiting' })
    bringNext(kith)
  } catch (error) {
    changeDraft(id, { state: 'unfit', problem: error instanceof Error ? error.message : null })
  }
}

/** Brings what waits, a few at a time, in their order. */
function bringNext(kith: KithClient): void {
  for (const draft of all()) {
    if (running.size >= AT_ONCE) return
    if (draft.state === 'waiting' && draft.picture) void bring(kith, draft.id, draft.picture.file)
  }
}

async function bring(kith: KithClient, id: string, file: Blob): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  changeDraft(id, { state: 'uploading', part: 0, problem: null })
  const onProgress = (sent: number) => changeDraft(id, { part: sent / file.size })
  try {
    const { signal } = controller
    const { uploadId } = await kith.bringFile({ file, purpose: 'sticker', name: 'sticker.png', signal, onProgress })
    changeDraft(id, { state: 'ready', part: 1, uploadId })
  } catch (error) {
    if (!controller.signal.aborted) changeDraft(id, { state: 'failed', problem: refusalOf(error).message })
  }
  running.delete(id)
  bringNext(kith)
}

/** Its picture is brought again. */
export function retryDraft(kith: KithClient, id: string): void {
  changeDraft(id, { state: 'waiting', problem: null, uploadId: null })
  bringNext(kith)
}

export function removeDraft(id: string): void {
  running.get(id)?.abort()
  const gone = all().find((one) => one.id === id)
  if (gone?.picture) URL.revokeObjectURL(gone.picture.url)
  useDrafts.setState(({ drafts }) => ({ drafts: drafts.filter((one) => one.id !== id) }))
}

export function removeDraftsOf(packId: string): void {
  for (const { id } of all().filter((one) => one.packId === packId)) removeDraft(id)
}
