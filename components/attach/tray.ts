'use client'

import { create } from 'zustand'
import { newClientId } from '@/client/client-id'
import { part } from '../part/part'
import type { Prepared } from './prepare-file'

/** Something that is going to be sent with the next message. */
export interface TrayItem {
  readonly id: string
  readonly file: File
  /** Null: it is being looked at. */
  readonly prepared: Prepared | null
  readonly asFile: boolean
  /** Address of a small picture of it. */
  readonly thumbnail: string | null
}

interface Trays {
  readonly trays: Readonly<Record<string, readonly TrayItem[]>>
}

const preparing = part(() => import('./prepare-file'))
// The client asks for it, when a file goes out: here by then, whatever build the server has.
part(() => import('@/client/uploads/tus-transfer'))

/** By account and conversation, as drafts are; they live as long as the page. */
const useTrays = create<Trays>(() => ({ trays: {} }))

const EMPTY: readonly TrayItem[] = []

export const useTray = (key: string): readonly TrayItem[] => useTrays(({ trays }) => trays[key] ?? EMPTY)

/** Something is going to be sent, anywhere. */
export const anyTray = (): boolean => Object.values(useTrays.getState().trays).some((items) => items.length > 0)

const change = (key: string, make: (items: readonly TrayItem[]) => readonly TrayItem[]): void =>
  useTrays.setState(({ trays }) => ({ trays: { ...trays, [key]: make(trays[key] ?? EMPTY) } }))

export function addFiles(key: string, files: readonly File[], asFile = false): void {
  const items = files.map((file) => ({ id: newClientId(), file, prepared: null, asFile, thumbnail: null }))
  change(key, (before) => [...before, ...items])
  for (const item of items) void prepare(key, item)
}

async function prepare(key: string, { id, file }: TrayItem): Promise<void> {
  const { prepareFile } = await preparing.load()
  const prepared = await prepareFile(file)
  change(key, (items) =>
    items.map((item) =>
      item.id === id
        ? { ...item, prepared, thumbnail: prepared.thumbnail && URL.createObjectURL(prepared.thumbnail) }
        : item,
    ),
  )
}

export function removeItem(key: string, id: string): void {
  change(key, (items) => {
    for (const item of items) if (item.id === id) forget(item)
    return items.filter((item) => item.id !== id)
  })
}

export const setAsFile = (key: string, id: string, asFile: boolean): void =>
  change(key, (items) => items.map((item) => (item.id === id ? { ...item, asFile } : item)))

/** To the place that another has, or to one's own `by` places further. */
export function moveItem(key: string, id: string, to: { readonly onto: string } | { readonly by: number }): void {
  change(key, (items) => {
    const from = items.findIndex((item) => item.id === id)
    const target = 'by' in to ? from + to.by : items.findIndex((item) => item.id === to.onto)
    const moved = items[from]
    if (!moved || target < 0 || target >= items.length) return items
    const others = items.filter((item) => item !== moved)
    return [...others.slice(0, target), moved, ...others.slice(target)]
  })
}

export function clearTray(key: string): void {
  change(key, (items) => {
    items.forEach(forget)
    return EMPTY
  })
}

/** Signed out or revoked: nothing stays here. */
export function clearTrays(): void {
  for (const key of Object.keys(useTrays.getState().trays)) clearTray(key)
}

/** What is on screen may be loading still: the address goes when its picture has left. */
const REVOKE_AFTER_MS = 10_000

function forget({ thumbnail }: TrayItem): void {
  if (thumbnail) setTimeout(() => URL.revokeObjectURL(thumbnail), REVOKE_AFTER_MS)
}
