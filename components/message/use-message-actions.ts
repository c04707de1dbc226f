'use client'

import { useMemo, useState } from 'react'
import type { ConversationHandle, PendingMessage } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import type { MessagePosted } from '@/contracts/dto'
import { draftKey, setDraft, setReply } from '../composer/drafts'
import { setEdit } from '../composer/intents'
import { useKith } from '../kith-context'
import { setPinned } from '../pinned/set-pinned'
import { refusalOf } from '../refusal'
import type { MessageActions } from './message-menu'

interface Deleting {
  readonly event: MessagePosted
  readonly whose: 'everyone' | 'me'
}

interface UsedActions {
  readonly actions: MessageActions
  /** What is asked about before it is deleted. */
  readonly deleting: Deleting | null
  readonly doneDeleting: () => void
  /** What another reaction is looked for. */
  readonly reacting: MessagePosted | null
  readonly doneReacting: () => void
}

/** What a message's menu and chips do. */
export function useMessageActions(handle: ConversationHandle): UsedActions {
  const kith = useKith()
  const [deleting, setDeleting] = useState<Deleting | null>(null)
  const [reacting, setReacting] = useState<MessagePosted | null>(null)
  const actions = useMemo<MessageActions>(() => {
    const key = draftKey(kith.me.getState().profile.id, handle.id)
    return {
      reply: ({ seq }) => {
        setEdit(key, null)
        setReply(kith, handle.id, seq)
        focusComposer()
      },
      edit: ({ seq, message }) => {
        setEdit(key, { kind: 'edit', target: seq, before: message.text, text: message.text })
        focusComposer()
      },
      delete: (event, whose) => setDeleting({ event, whose }),
      star: (event, starred) => {
        handle.setOwn([event.seq], { starred }).catch((error: unknown) => {
          toast.error(refusalOf(error).message, {
            action: { label: 'Try again', onClick: () => actions.star(event, starred) },
          })
        })
      },
      pin: ({ seq }, pinned) => setPinned(handle, seq, pinned),
      reactOther: setReacting,
      react: (event, emoji) => {
        handle.react(event.seq, emoji).catch((error: unknown) => {
          toast.error(refusalOf(error).message, {
            action: { label: 'Try again', onClick: () => actions.react(event, emoji) },
          })
        })
      },
      editPending: (pending) => {
        if (pending.status === 'failed') writeAnew(pending)
        else {
          const { clientId, text } = pending
          setEdit(key, { kind: 'edit', target: clientId, before: text, text })
        }
        focusComposer()
      },
    }
    function focusComposer(): void {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus())
    }
    function writeAnew(pending: PendingMessage): void {
      if (!kith.cancelPending(pending.clientId)) return
      setEdit(key, null)
      setDraft(kith, handle.id, pending.text)
      setReply(kith, handle.id, pending.replyTo)
    }
  }, [kith, handle])
  return {
    actions,
    deleting,
    doneDeleting: () => setDeleting(null),
    reacting,
    doneReacting: () => setReacting(null),
  }
}
