'use client'

import { create } from 'zustand'
import type { ClientId, Seq } from '@/contracts/ids'

/** What the next text of a conversation is for, where it isn't simply the next message. */
export type Intent =
  | { readonly kind: 'reply'; readonly seq: Seq }
  /** `target`: a message of the log by its seq, one that waits by its clientId. */
  | { readonly kind: 'edit'; readonly target: Seq | ClientId; readonly before: string; readonly text: string }

interface Intents {
  readonly intents: Readonly<Record<string, Intent>>
}

/** By account and conversation, as drafts are; a draft stays untouched while another message is edited. */
const useIntents = create<Intents>(() => ({ intents: {} }))

export const useIntent = (key: string): Intent | null => useIntents(({ intents }) => intents[key] ?? null)

export function setIntent(key: string, intent: Intent | null): void {
  useIntents.setState(({ intents }) => {
    const { [key]: _, ...others } = intents
    return { intents: intent ? { ...others, [key]: intent } : others }
  })
}

export const clearIntents = (): void => useIntents.setState({ intents: {} })
