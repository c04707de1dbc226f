import type { Seq } from '@/contracts/ids'
import type { ConversationState } from './kith'
import type { ShownPlaces } from './live/gone-places'
import type { LiveConversation } from './live/live-conversation'
import { NO_QUOTES, type Quotes } from './live/quotes'
import { hasSame, looksSameState } from './looks-same'
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
  places: ShownPlaces,
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
    events: timeline ? mine.shown(places.ofAll(timeline.events)) : NOTHING.events,
    pinned: mine.pinned(live.pinned),
    quotes: quotesIn(live.quotes, places),
    atStart: timeline?.atStart ?? false,
    atEnd: live.atEnd,
    lastSeq: live.lastSeq,
    state: live.state(),
    receipts: live.receipts,
    starred: live.own.starred,
  }
}

/** The same map when nothing in it is gone. */
function quotesIn(quotes: Quotes, places: ShownPlaces): Quotes {
  const changes = [...quotes.values()].some((quote) => quote !== null && places.of(quote) !== quote)
  return changes ? new Map([...quotes].map(([seq, quote]) => [seq, quote && places.of(quote)])) : quotes
}

/** Whether a screen shows the same of both. */
export function looksSame(known: ConversationState, now: ConversationState): boolean {
  return hasSame(known, now, ['state']) && looksSameState(known.state, now.state)
}
