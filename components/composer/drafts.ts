'use client'

import { useStore } from 'zustand'
import { forgetBrowserDrafts } from '@/client/drafts-browser'
import type { KithClient } from '@/client/kith'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { previewText } from '@/server/domain/preview'
import { clearTrays } from '../attach/tray'
import { forgetEmoji } from '../emoji/emoji-habits'
import { useKith } from '../kith-context'
import { clearIntents } from './intents'

interface Begun {
  readonly text: string
  readonly replyTo: Seq | null
}

const NOTHING: Begun = { text: '', replyTo: null }

/** Of what is being written besides its text, which stays in this page: attachments, and what is edited. */
export const draftKey = (meId: UserId, id: ConversationId): string => `${meId}.${id}`

const begun = (kith: KithClient, id: ConversationId): Begun => kith.drafts.store.getState().get(id) ?? NOTHING

/** What is written and not sent, here or in another of my browsers. */
export function useDraft(id: ConversationId): Begun {
  return useStore(useKith().drafts.store, (drafts) => drafts.get(id) ?? NOTHING)
}

/** How it begins, as much of it as a line shows; null: nothing is shown. What is written behind that draws nothing anew. */
export function useDraftBeginning(id: ConversationId | null): string {
  return useStore(useKith().drafts.store, (drafts) => (id === null ? '' : previewText(drafts.get(id)?.text ?? '')))
}

export const draftText = (kith: KithClient, id: ConversationId): string => begun(kith, id).text

export function setDraft(kith: KithClient, id: ConversationId, text: string): void {
  kith.drafts.write(id, { ...begun(kith, id), text })
}

/** What the next message answers; null: nothing. */
export function setReply(kith: KithClient, id: ConversationId, replyTo: Seq | null): void {
  kith.drafts.write(id, { ...begun(kith, id), replyTo })
}

/** Signed out or revoked: nothing stays here. */
export function clearDrafts(): void {
  clearIntents()
  clearTrays()
  forgetEmoji()
  forgetBrowserDrafts()
}
