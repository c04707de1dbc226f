'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { useKith } from '../kith-context'
import { mayWith } from '../message/may'
import { checkText } from './check-text'
import { draftKey, setDraft, useDraft } from './drafts'
import { editMessage } from './edit-message'
import { type Intent, setIntent, useIntent } from './intents'

export interface Writing {
  readonly text: string
  readonly intent: Intent | null
  /** What is wrong with the text, as a sentence. */
  readonly problem: string | null
  readonly sendable: boolean
  write(text: string): void
  /** Sends it, or saves what is edited. */
  submit(): void
  /** False: there is nothing to cancel. */
  cancel(): boolean
  /** False: my last message here can't be edited. */
  editLast(): boolean
}

/** What is being written in a conversation: a message, an answer, or new words for an old one. */
export function useWriting(handle: ConversationHandle, state: ConversationState): Writing {
  const kith = useKith()
  const meId = useStore(kith.me, (me) => me.profile.id)
  const key = draftKey(meId, handle.id)
  const draft = useDraft(key)
  const intent = useIntent(key)
  const text = intent?.kind === 'edit' ? intent.text : draft
  const problem = useMemo(() => checkText(text), [text])
  const sendable = text.trim() !== '' && problem === null && state.conversation !== null

  return {
    text,
    intent,
    problem,
    sendable,
    write(next) {
      if (intent?.kind === 'edit') setIntent(key, { ...intent, text: next })
      else {
        setDraft(key, next)
        if (next.trim()) handle.typing()
      }
    },
    submit() {
      if (!sendable) return
      const said = text.replace(/^\s*\n/, '').trimEnd()
      if (intent?.kind === 'edit') {
        if (said !== intent.before) editMessage(kith, handle, intent.target, said)
      } else {
        handle.send(said, intent ? { replyTo: intent.seq } : {})
        setDraft(key, '')
      }
      setIntent(key, null)
    },
    cancel() {
      setIntent(key, null)
      return intent !== null
    },
    editLast() {
      const last = state.atEnd
        ? state.events.findLast((event) => event.kind === 'message:posted' && event.actorId === meId)
        : undefined
      if (last?.kind !== 'message:posted' || !mayWith(last, state, meId, Date.now()).edit) return false
      const before = last.message.text
      setIntent(key, { kind: 'edit', target: last.seq, before, text: before })
      return true
    },
  }
}
