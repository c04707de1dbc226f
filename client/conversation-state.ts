import type { Seq } from '@/contracts/ids'
import type { ConversationState } from './kith'
import type { LiveConversation } from './live/live-conversation'
import { NO_QUOTES } from './live/quotes'
import type { MessageChanges } from './message-changes'

type Shown = Pick<ConversationState, 'loading' | 'error' | 'unreadAfter' | 'pending' | 'typing'>

const NO_STARS: ReadonlySet<Seq> = new Set()

const NOTHING: Omit<ConversationState, 'status' | keyof Shown> = {
  conversation: null,
  member: null,
  members: null,
  events: [],
  pinned: [],
  quotes: NO_QUOTES,
  atStart: false,
  atEnd: false,
  lastSeq: 0,
  state: null,
  receipts: { delivered: 0, seen: 0 },
  starred: NO_STARS,
}

/** What a screen shows of a conversation; `mine` adds what I changed and the server hasn't answered yet. */
export function stateOf(
  live: LiveConversation | undefined,
  notFound: boolean,
  mine: Pick<MessageChanges, 'shown' | 'pinned'>,
  shown: Shown,
): ConversationState {
  if (!live) return { ...NOTHING, ...shown, status: notFound ? 'not_found' : 'loading' }
  const { timeline } = live
  const { conversation, member } = live.entry()
  return {
    ...shown,
    status: timeline ? 'ready' : 'loading',
    conversation,
    member,
    members: live.members,
    events: timeline ? mine.shown(timeline.events) : NOTHING.events,
    pinned: mine.pinned(live.pinned),
    quotes: live.quotes,
    atStart: timeline?.atStart ?? false,
    atEnd: live.atEnd,
    lastSeq: live.lastSeq,
    state: live.state(),
    receipts: live.receipts,
    starred: live.own.starred,
  }
}
