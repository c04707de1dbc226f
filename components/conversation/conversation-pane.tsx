'use client'

import { useCallback, useRef } from 'react'
import type { ConversationHandle, ConversationState, PendingMessage } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { Composer, type ComposerControls } from '../composer/composer'
import { draftKey, draftOf, setDraft } from '../composer/drafts'
import { History } from '../history/history'
import { HistorySkeleton } from '../history/history-skeleton'
import { useKith } from '../kith-context'
import { whyNotWrite } from './cannot-write'
import { ConversationHeader } from './conversation-header'
import { ConversationMissing } from './conversation-missing'
import { NotLoaded } from './not-loaded'
import { NothingSaid } from './nothing-said'
import { useConversation } from './use-conversation'

/** The pane in the middle: who it is with, what was said, and what to say. */
export function ConversationPane({ id }: { id: ConversationId }) {
  const { handle, state } = useConversation(id)
  if (!state) return null
  return state.status === 'not_found' ? <ConversationMissing /> : <Open id={id} handle={handle} state={state} />
}

interface OpenProps {
  readonly id: ConversationId
  readonly handle: ConversationHandle
  readonly state: ConversationState
}

function Open({ id, handle, state }: OpenProps) {
  const kith = useKith()
  const composer = useRef<ComposerControls>(null)
  const { conversation, member, status } = state

  const edit = useCallback(
    (pending: PendingMessage) => {
      if (pending.status === 'sending' || !kith.cancelPending(pending.clientId)) return
      const key = draftKey(kith.me.getState().profile.id, id)
      setDraft(key, [pending.text, draftOf(key)].filter(Boolean).join('\n'))
      composer.current?.focus()
    },
    [kith, id],
  )

  const loadMembers = useCallback(() => void handle.loadMembers(), [handle])

  const closed = conversation && member ? whyNotWrite(conversation, member) : null
  const quiet = state.atStart && state.events.every((event) => event.kind === 'conversation:created')
  const empty = status === 'ready' && quiet && state.pending.length === 0
  return (
    <section aria-label="Conversation" className="flex h-full min-w-0 flex-col bg-canvas">
      <ConversationHeader id={id} state={state} onOpen={loadMembers} />
      {status === 'loading' || !conversation ? (
        state.error ? (
          <NotLoaded message={state.error.message} onRetry={() => void handle.jumpToEnd()} />
        ) : (
          <HistorySkeleton />
        )
      ) : empty ? (
        <NothingSaid conversation={conversation} />
      ) : (
        <History key={id} handle={handle} state={state} onEdit={edit} />
      )}
      <Composer key={`composer ${id}`} ref={composer} handle={handle} ready={conversation !== null} closed={closed} />
    </section>
  )
}
