'use client'

import { create } from 'zustand'
import type { ClientId, Seq } from '@/contracts/ids'

/** What the next text of a conversation is for, where it isn't simply the next message. */
export type Intent =
  | { readonly kind: 'reply'; readonly seq: Seq }
  /** `target`: a message of the log by its seq, one that waits by its clientId. */
  | { readonly kind: 'edit'; readonly target: Seq | ClientId; readonly before: string; readonly text: string }

type Edit = Extract<Intent, { kind: 'edit' }>

interface Intents {
  readonly intents: Readonly<Record<string, Edit>>
}

/** What is edited, by account and conversation; a draft stays untouched meanwhile. */
const useIntents = create<Intents>(() => ({ intents: {} }))

export const useEdit = (key: string): Edit | null => useIntents(({ intents }) => intents[key] ?? null)

export function setEdit(key: string, edit: Edit | null): void {
  useIntents.setState(({ intents }) => {
    const { [key]: _, ...others } = intents
    return { intents: edit ? { ...others, [key]: edit } : others }
  })
}

/** Something is being edited, anywhere. */
export const anyEdit = (): boolean => Object.keys(useIntents.getState().intents).length > 0

export const clearIntents = (): void => useIntents.setState({ intents: {} })
