'use client'

import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { DropZone } from '../attach/drop-zone'
import { addFiles, clearTray } from '../attach/tray'
import { useBlocked } from '../blocking/use-blocked'
import { Composer } from '../composer/composer'
import { draftKey } from '../composer/drafts'
import { setEdit, useEdit } from '../composer/intents'
import { History } from '../history/history'
import { HistorySkeleton } from '../history/history-skeleton'
import { useKith } from '../kith-context'
import { later } from '../part/later'
import { useEver } from '../part/use-ever'
import { listedPins } from '../pinned/list-open'
import { ChatSearch } from '../search/chat-search'
import { dateJump } from '../search/chat-search-open'
import { useSelected } from '../select/selection'
import { useShown } from '../shell/shown'
import { whyNotWrite } from './cannot-write'
import { ConversationHeader } from './conversation-header'
import { ConversationMissing } from './conversation-missing'
import { NotLoaded } from './not-loaded'
import { NothingSaid } from './nothing-said'
import { useConversation } from './use-conversation'

const DateDialog = later(() => import('../search/date-dialog').then((part) => part.DateDialog), { floating: true })
const PinnedList = later(() => import('../pinned/pinned-list').then((part) => part.PinnedList), { floating: true })
const RequestBanner = later(() => import('../requests/request-banner').then((part) => part.RequestBanner))
const BlockedNote = later(() => import('../blocking/blocked-note').then((part) => part.BlockedNote))

/** The pane in the middle: who it is with, what was said, and what to say. */
export function ConversationPane({ id }: { id: ConversationId }) {
  const { handle, state } = useConversation(id)
  useShown(state !== null && state.status !== 'loading')
  useForgotten(id, state?.status === 'not_found')
  if (!state) return null
  return state.status === 'not_found' ? <ConversationMissing /> : <Open id={id} handle={handle} state={state} />
}

/** What was chosen and begun for a chat that is gone goes with it. */
function useForgotten(id: ConversationId, gone: boolean): void {
  const key = useStore(useKith().me, (me) => draftKey(me.profile.id, id))
  useEffect(() => {
    if (!gone) return
    clearTray(key)
    setEdit(key, null)
  }, [key, gone])
}

interface OpenProps {
  readonly id: ConversationId
  readonly handle: ConversationHandle
  readonly state: ConversationState
}

function Open({ id, handle, state }: OpenProps) {
  const { conversation, member, status } = state
  const loadMembers = useCallback(() => void handle.loadMembers(), [handle])

  const dated = useEver(useStore(dateJump)?.id === id)
  const listed = useEver(useStore(listedPins) === id)
  const closed = conversation && member ? whyNotWrite(conversation, member) : null
  const meId = useStore(useKith().me, (me) => me.profile.id)
  const key = draftKey(meId, id)
  const editing = useEdit(key) !== null
  const other = conversation?.pair?.find((userId) => userId !== meId) ?? null
  const blocked = useBlocked(other)
  const selecting = useSelected((selection) => selection.id === id)
  const quiet = state.atStart && state.events.every((event) => event.kind === 'conversation:created')
  const empty = status === 'ready' && quiet && state.pending.length === 0
  return (
    <DropZone
      onFiles={closed === null && conversation && !editing && !blocked ? (files) => addFiles(key, files) : null}
      className="relative flex h-full min-w-0 flex-col bg-canvas"
    >
      <ConversationHeader id={id} state={state} onOpen={loadMembers} />
      {conversation && <ChatSearch id={id} />}
      {dated && <DateDialog id={id} />}
      {listed && <PinnedList handle={handle} state={state} />}
      {status === 'loading' || !conversation ? (
        state.error ? (
          <NotLoaded message={state.error.message} onRetry={() => void handle.jumpToEnd()} />
        ) : (
          <HistorySkeleton />
        )
      ) : empty ? (
        <NothingSaid conversation={conversation} />
      ) : (
        <History key={id} handle={handle} state={state} />
      )}
      {/* There what one may do with the selected takes its room; it stays as it is, with what is written in it. */}
      <div className={selecting ? 'max-md:hidden' : 'contents'}>
        {blocked && other ? (
          <BlockedNote userId={other} />
        ) : (
          <>
            {state.state?.request && other && conversation && (
              <RequestBanner conversation={conversation} userId={other} />
            )}
            <Composer key={`composer ${id}`} handle={handle} state={state} closed={closed} />
          </>
        )}
      </div>
    </DropZone>
  )
}
