'use client'

import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState, NewAttachment } from '@/client/kith'
import type { ClientId, Seq } from '@/contracts/ids'
import { checkItem } from '../attach/check-item'
import { attachmentOf } from '../attach/outgoing'
import { clearTray, type TrayItem, useTray } from '../attach/tray'
import { useFileLimits } from '../attach/use-file-limits'
import { useKith } from '../kith-context'
import { mayWith } from '../message/may'
import { useEditWindow } from '../message/use-edit-window'
import { now } from '../time/now'
import { checkText } from './check-text'
import { draftKey, setDraft, setReply, useDraft } from './drafts'
import { editMessage } from './edit-message'
import { type Intent, setEdit, useEdit } from './intents'
import { mentionedMembers } from './mentioned-members'

export interface Writing {
  readonly text: string
  readonly intent: Intent | null
  /** What is wrong with the text, as a sentence. */
  readonly problem: string | null
  readonly sendable: boolean
  /** Where its attachments are: the key of the tray. */
  readonly trayKey: string
  /** What goes with it. */
  readonly items: readonly TrayItem[]
  write(text: string): void
  /** Sends it, as soon as its attachments are looked at, or saves what is edited. */
  submit(): void
  /** It is on its way elsewhere. */
  clear(): void
  /** Sends what was just recorded, as an answer to what is answered. */
  record(kind: 'voice' | 'circle_video', recording: NewAttachment): void
  /** False: there is nothing to cancel. */
  cancel(): boolean
  /** False: my last message here can't be edited. */
  editLast(): boolean
}

const NONE: readonly TrayItem[] = []

const answering = (intent: Intent | null): { replyTo?: number } =>
  intent?.kind === 'reply' ? { replyTo: intent.seq } : {}

/** What carries something else can do without words. */
const carries = (handle: ConversationHandle, target: Seq | ClientId): boolean =>
  typeof target === 'number' && (handle.quote(target)?.message.attachments.length ?? 0) > 0

/** What is being written in a conversation: a message, an answer, or new words for an old one. */
export function useWriting(handle: ConversationHandle, state: ConversationState): Writing {
  const kith = useKith()
  const meId = useStore(kith.me, (me) => me.profile.id)
  const key = draftKey(meId, handle.id)
  const draft = useDraft(handle.id)
  const edit = useEdit(key)
  const { replyTo } = draft
  // What it answers is gone: then it is a message by itself.
  const answers = replyTo !== null && state.quotes.get(replyTo) !== null
  const intent: Intent | null = edit ?? (!answers ? null : { kind: 'reply', seq: replyTo })
  const text = edit ? edit.text : draft.text
  const problem = useMemo(() => checkText(text), [text])
  const editing = edit !== null
  const tray = useTray(key)
  const items = editing ? NONE : tray
  const limits = useFileLimits()
  const editWindow = useEditWindow()
  const fits = items.every((item, index) => checkItem(item, index, limits) === null)
  const looked = items.every(({ prepared }) => prepared !== null)
  const something = text.trim() !== '' || items.length > 0 || (edit !== null && carries(handle, edit.target))
  const sendable = something && fits && problem === null && state.conversation !== null
  const [queued, setQueued] = useState(false)

  // Another browser may go on with it.
  useEffect(() => () => kith.drafts.flush(handle.id), [kith, handle])

  // It was to be sent before all of it was looked at.
  useEffect(() => {
    if (!queued || !looked) return
    setQueued(false)
    submit()
  })

  function submit(): void {
    if (!sendable) return
    if (!looked) {
      setQueued(true)
      return
    }
    const said = text.replace(/^\s*\n/, '').trimEnd()
    const mentions = mentionedMembers(kith, state, said)
    if (edit) {
      if (said !== edit.before) editMessage(kith, handle, edit.target, { text: said, mentions })
      setEdit(key, null)
    } else {
      const attachments = items.map(attachmentOf)
      handle.send(said, { ...answering(intent), mentions, ...(attachments.length > 0 && { attachments }) })
      clear()
    }
  }

  function clear(): void {
    kith.drafts.clear(handle.id)
    clearTray(key)
  }

  return {
    text,
    intent,
    problem,
    sendable,
    trayKey: key,
    items,
    write(next) {
      if (edit) setEdit(key, { ...edit, text: next })
      else {
        setDraft(kith, handle.id, next)
        if (next.trim()) handle.typing()
      }
    },
    submit,
    record(kind, recording) {
      handle.send('', { ...answering(intent), kind, attachments: [recording] })
      setReply(kith, handle.id, null)
    },
    clear,
    cancel() {
      if (edit) setEdit(key, null)
      else setReply(kith, handle.id, null)
      return intent !== null
    },
    editLast() {
      const current = handle.store.getState()
      const last = current.atEnd
        ? current.events.findLast((event) => event.kind === 'message:posted' && event.actorId === meId)
        : undefined
      if (last?.kind !== 'message:posted' || !mayWith(last, current, meId, now(), editWindow).edit) return false
      const before = last.message.text
      setEdit(key, { kind: 'edit', target: last.seq, before, text: before })
      return true
    },
  }
}
