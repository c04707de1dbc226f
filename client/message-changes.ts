import type { HistoryEvent } from '@/contracts/dto'
import type { Changed } from '@/contracts/events'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import type { Api } from './api'
import type { PlaceTarget } from './kith'
import type { Conversations } from './live/conversations'
import type { LiveConversation } from './live/live-conversation'
import type { OwnWish } from './live/own-marks'
import { pinsWished } from './live/pins'
import { type Wish, withWishes } from './live/wishes'
import type { Outbox } from './outbox'
import type { Requests } from './requests'
import type { ServerClock } from './server-clock'
import type { Sync } from './sync'

interface Dependencies {
  readonly me: UserId
  readonly clock: Pick<ServerClock, 'instant'>
  readonly requests: Pick<Requests, 'edit' | 'delete' | 'react' | 'pin' | 'place'>
  readonly outbox: Pick<Outbox, 'changesIn'>
  readonly sync: Pick<Sync, 'catchUp' | 'ownChanged'>
  readonly api: Pick<Api, 'setOwn'>
  readonly conversations: Pick<Conversations, 'get'>
  live(): LiveConversation | undefined
  changed(): void
  /** Shows at once what changed. */
  flush(): void
}

/** What I make of messages of one conversation: shown at once, until the server has answered. */
export class MessageChanges {
  readonly #id: ConversationId
  readonly #deps: Dependencies
  #wishes: readonly Wish[] = []

  constructor(id: ConversationId, dependencies: Dependencies) {
    this.#id = id
    this.#deps = dependencies
  }

  edit(seq: Seq, text: string, mentions: readonly UserId[]): Promise<void> {
    const input = { conversationId: this.#id, seq, text, mentions: [...mentions] }
    return this.#change(seq, { kind: 'message:edited', text, mentions }, () => this.#deps.requests.edit(input))
  }

  delete(seq: Seq): Promise<void> {
    const place = { conversationId: this.#id, seq }
    return this.#change(seq, { kind: 'message:deleted' }, () => this.#deps.requests.delete(place))
  }

  react(seq: Seq, emoji: string | null): Promise<void> {
    const place = { conversationId: this.#id, seq }
    return this.#change(seq, { kind: 'message:reacted', emoji }, () => this.#deps.requests.react({ ...place, emoji }))
  }

  /** For me alone. Shown until the server's answer is here. */
  async own(wish: OwnWish): Promise<void> {
    const { api, sync, live, changed, flush } = this.#deps
    const answered = live()?.own.wish(wish)
    changed()
    flush()
    try {
      sync.ownChanged(this.#id, await api.setOwn({ conversationId: this.#id, ...wish, seqs: [...wish.seqs] }))
    } finally {
      answered?.()
      changed()
    }
  }

  pin(seq: Seq, pinned: boolean): Promise<void> {
    const place = { conversationId: this.#id, seq }
    return this.#change(seq, { kind: 'message:pinned', pinned }, () => this.#deps.requests.pin({ ...place, pinned }))
  }

  /** Nothing shows until the server has it. */
  async placeMore(seq: Seq, places: readonly PlaceTarget[]): Promise<void> {
    const { requests, conversations, sync } = this.#deps
    const placed = await requests.place({ conversationId: this.#id, seq, places: [...places] })
    const behind = placed.places.filter((place) => (conversations.get(place.conversationId)?.lastSeq ?? 0) < place.seq)
    const ids = new Set([this.#id, ...behind.map(({ conversationId }) => conversationId)])
    await Promise.all([...ids].map((id) => sync.catchUp(id)))
  }

  /** With what I changed and the server hasn't answered yet. The same list when that is nothing. */
  shown(loaded: readonly HistoryEvent[]): readonly HistoryEvent[] {
    const own = this.#deps.live()?.own
    const events =
      own && loaded.some(({ seq }) => own.isGone(seq)) ? loaded.filter(({ seq }) => !own.isGone(seq)) : loaded
    const wishes = this.#unanswered()
    return wishes.length > 0 ? withWishes(events, wishes, this.#deps.me) : events
  }

  /** As `shown`, of where the messages pinned here stand. */
  pinned(pins: readonly Seq[]): readonly Seq[] {
    return pinsWished(pins, this.#unanswered())
  }

  #unanswered(): readonly Wish[] {
    const waiting = this.#deps.outbox.changesIn(this.#id)
    if (waiting.length === 0) return this.#wishes
    const at = this.#now()
    return [...waiting.map(({ seq, change }) => ({ seq, change, at })), ...this.#wishes]
  }

  /** Shows it until the server has answered, and then until the resulting event is here. */
  async #change(seq: Seq, change: MessageChange, ask: () => Promise<Changed>): Promise<void> {
    const { sync, live, changed, flush } = this.#deps
    const wish = { seq, change, at: this.#now() }
    this.#wishes = [...this.#wishes, wish]
    changed()
    flush()
    try {
      const { changedSeq } = await ask()
      if (changedSeq > (live()?.lastSeq ?? changedSeq)) await sync.catchUp(this.#id)
    } finally {
      this.#wishes = this.#wishes.filter((one) => one !== wish)
      changed()
    }
  }

  #now(): Instant {
    return this.#deps.clock.instant
  }
}
