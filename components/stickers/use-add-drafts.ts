'use client'

import { useMemo, useState } from 'react'
import { refusalOf } from '../refusal'
import { changeDraft, removeDraft, type StickerDraft, useDrafts } from './drafts'
import { useShelfChanges } from './use-shelf-changes'

interface AddDrafts {
  readonly drafts: readonly StickerDraft[]
  /** So many of them can become stickers. */
  readonly fit: number
  readonly busy: boolean
  /** What is missing is to be said. */
  readonly checked: boolean
  /** Makes stickers of all that can be, in their order; what can't stays, with the reason. */
  readonly add: () => void
}

const isComplete = ({ emoji, words }: StickerDraft): boolean => emoji !== '' && words.trim() !== ''

export function useAddDrafts(packId: string): AddDrafts {
  const all = useDrafts(({ drafts }) => drafts)
  const drafts = useMemo(() => all.filter((draft) => draft.packId === packId), [all, packId])
  const changes = useShelfChanges()
  const [busy, setBusy] = useState(false)
  const [checked, setChecked] = useState(false)

  async function addOne(id: string): Promise<void> {
    const draft = await settled(id)
    if (draft?.state !== 'ready' || draft.uploadId === null) return
    try {
      await changes.addSticker(packId, draft.uploadId, { emoji: draft.emoji, words: draft.words })
      removeDraft(id)
    } catch (error) {
      changeDraft(id, { state: 'failed', problem: refusalOf(error).message })
    }
  }

  const fit = drafts.filter(({ state }) => state !== 'unfit')

  async function addAll(): Promise<void> {
    setChecked(true)
    if (fit.length === 0 || !fit.every(isComplete)) return
    setBusy(true)
    for (const { id } of fit) await addOne(id)
    setBusy(false)
    setChecked(false)
  }

  return { drafts, fit: fit.length, busy, checked, add: () => void addAll() }
}

const SETTLED: ReadonlySet<StickerDraft['state']> = new Set(['ready', 'failed', 'unfit'])

/** Once its upload has ended; undefined: it was taken away. */
function settled(id: string): Promise<StickerDraft | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const draft = useDrafts.getState().drafts.find((one) => one.id === id)
      if (draft && !SETTLED.has(draft.state)) return false
      resolve(draft)
      return true
    }
    if (look()) return
    const stop = useDrafts.subscribe(() => {
      if (look()) stop()
    })
  })
}
