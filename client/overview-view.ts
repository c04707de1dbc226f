import type { StoreApi } from 'zustand/vanilla'
import type { ConversationId } from '@/contracts/ids'
import { cell, put } from './cell'
import type { OverviewLine, OverviewState } from './kith'
import type { Conversations } from './live/conversations'
import { OverviewLines } from './live/overview-lines'
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
    lines: [],
    requests: [],
    unreadConversations: 0,
  })
  readonly #deps: Dependencies
  readonly #lines = new OverviewLines()
  readonly #requests = new OverviewLines()
  #status: OverviewState['status'] = 'loading'

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** All conversations are here, if not as they are now. */
  get isReady(): boolean {
    return this.#status === 'ready'
  }

  ready(): void {
    this.#status = 'ready'
  }

  show(ids: Iterable<ConversationId>): void {
    const chats = new Map<ConversationId, OverviewLine | null>()
    const requests = new Map<ConversationId, OverviewLine | null>()
    for (const id of ids) {
      const line = this.#line(id)
      const waits = line?.state.request ?? false
      if ((waits ? null : line) !== (this.#lines.get(id) ?? null)) chats.set(id, waits ? null : line)
      if ((waits ? line : null) !== (this.#requests.get(id) ?? null)) requests.set(id, waits ? line : null)
    }
    const before = this.store.getState()
    if (chats.size + requests.size === 0 && before.status === this.#status) return
    const lines = chats.size === 0 ? before.lines : this.#lines.change(chats)
    put(this.store, {
      status: this.#status,
      lines,
      requests: requests.size === 0 ? before.requests : this.#requests.change(requests),
      unreadConversations: this.#unread(lines),
    })
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
    const now = this.#deps.clock.instant
    const counts = ({ state }: OverviewLine): boolean =>
      (state.unread > 0 || state.markedUnread) && !(state.mutedUntil !== null && state.mutedUntil > now)
    return lines.reduce((sum, line) => sum + (counts(line) ? 1 : 0), 0)
  }
}
