import type { StoreApi } from 'zustand/vanilla'
import type { ConversationId } from '@/contracts/ids'
import { cell, put } from './cell'
import type { OverviewLine, OverviewState } from './kith'
import type { Conversations } from './live/conversations'
import { OverviewLines } from './live/overview-lines'
import { hasSame, looksSameState } from './looks-same'
import type { Outbox } from './outbox'
import type { ServerClock } from './server-clock'
import type { Typing } from './typing'

interface Dependencies {
  readonly conversations: Conversations
  readonly outbox: Pick<Outbox, 'of'>
  readonly typing: Typing
  readonly clock: Pick<ServerClock, 'instant'>
}

/** The overview as screens see it. */
export class OverviewView {
  readonly store: StoreApi<OverviewState> = cell<OverviewState>({
    status: 'loading',
    rest: null,
    lines: [],
    requests: [],
    unreadConversations: 0,
  })
  readonly #deps: Dependencies
  readonly #lines = new OverviewLines()
  readonly #requests = new OverviewLines()
  #status: OverviewState['status'] = 'loading'
  #rest: OverviewState['rest'] = null

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  get isLoading(): boolean {
    return this.#status === 'loading'
  }

  /** All conversations are here, if not as they are now. */
  get isReady(): boolean {
    return this.#status === 'ready'
  }

  /** Those that stand first are here, and others are not. */
  begun(rest: NonNullable<OverviewState['rest']>): void {
    this.#status = 'first'
    this.#rest = rest
  }

  ready(): void {
    this.#status = 'ready'
    this.#rest = null
  }

  /** Whether anything that is seen changed. */
  show(ids: Iterable<ConversationId>): boolean {
    const chats = new Map<ConversationId, OverviewLine | null>()
    const requests = new Map<ConversationId, OverviewLine | null>()
    for (const id of ids) {
      const line = this.#keepingIdentity(id, this.#line(id))
      const waits = line?.state.request ?? false
      if ((waits ? null : line) !== (this.#lines.get(id) ?? null)) chats.set(id, waits ? null : line)
      if ((waits ? line : null) !== (this.#requests.get(id) ?? null)) requests.set(id, waits ? line : null)
    }
    const before = this.store.getState()
    if (chats.size + requests.size === 0 && before.status === this.#status) return false
    const lines = chats.size === 0 ? before.lines : this.#lines.change(chats)
    put(this.store, {
      status: this.#status,
      rest: this.#rest,
      lines,
      requests: requests.size === 0 ? before.requests : this.#requests.change(requests),
      unreadConversations: this.#unread(lines),
    })
    return true
  }

  /** The line as it was, if nothing that is shown of it changed: then it isn't drawn anew. */
  #keepingIdentity(id: ConversationId, line: OverviewLine | null): OverviewLine | null {
    const known = this.#lines.get(id) ?? this.#requests.get(id)
    return line && known && looksSame(known, line) ? known : line
  }

  #line(id: ConversationId): OverviewLine | null {
    const live = this.#deps.conversations.get(id)
    if (!live) return null
    const entry = live.entry()
    const lastEvent = entry.lastEvent && this.#deps.conversations.places.of(entry.lastEvent)
    return {
      entry: lastEvent === entry.lastEvent ? entry : { ...entry, lastEvent },
      state: live.state(),
      receipts: live.receipts,
      typing: this.#deps.typing.in(id),
      pending: this.#deps.outbox.of(id),
    }
  }

  #unread(lines: readonly OverviewLine[]): number {
    if (!this.isReady) return 0
    const now = this.#deps.clock.instant
    const counts = ({ state }: OverviewLine): boolean =>
      (state.unread > 0 || state.markedUnread) && !(state.mutedUntil !== null && state.mutedUntil > now)
    return lines.reduce((sum, line) => sum + (counts(line) ? 1 : 0), 0)
  }
}

/** Up to where a conversation got here, which the server is told and tells again with each message, nobody sees. */
const UNSEEN = ['delivered'] as const

function looksSame(known: OverviewLine, line: OverviewLine): boolean {
  const { entry: knownEntry, state: knownState, ...knownRest } = known
  const { entry, state, ...rest } = line
  const { state: knownTold, ...knownOfEntry } = knownEntry
  const { state: told, ...ofEntry } = entry
  return (
    hasSame(knownRest, rest) &&
    looksSameState(knownState, state) &&
    looksSameState(knownTold, told) &&
    hasSame(knownOfEntry, ofEntry, UNSEEN)
  )
}
