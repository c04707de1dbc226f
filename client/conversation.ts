import type { StoreApi } from 'zustand/vanilla'
import type { HistoryEvent, HistoryPage, MessagePosted, MessageVersion } from '@/contracts/dto'
import type { Changed } from '@/contracts/events'
import type { ClientId, ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import { isTransient } from '@/server/domain/errors'
import type { Api } from './api'
import { type Backoff, backoffMs } from './backoff'
import { cell, put } from './cell'
import type { Environment } from './environment'
import type { ConversationHandle, ConversationState } from './kith'
import type { Conversations } from './live/conversations'
import type { LiveConversation } from './live/live-conversation'
import { NO_QUOTES } from './live/quotes'
import { indexOf } from './live/timeline'
import { type Wish, withWishes } from './live/wishes'
import type { Marks } from './marks'
import type { Outbox } from './outbox'
import { QuoteLoader } from './quote-loader'
import { asRefusal } from './refusal'
import type { Requests } from './requests'
import { SingleFlight } from './single-flight'
import type { StoredWindow } from './storage/stored'
import type { Sync } from './sync'
import type { Typing } from './typing'

const PAGE = 50
const RETRY: Backoff = { firstMs: 1_000, maxMs: 15_000 }
/** Above this many to load until the newest, the window is loaded afresh. */
const FILL_MAX = 200
/** Kept of a conversation that is not on screen. */
const CLOSED_KEEP = 100

const NOTHING: Pick<ConversationState, 'conversation' | 'member' | 'members' | 'events' | 'atStart' | 'atEnd'> = {
  conversation: null,
  member: null,
  members: null,
  events: [],
  atStart: false,
  atEnd: false,
}

export interface HandleDependencies {
  readonly me: UserId
  readonly api: Pick<Api, 'history' | 'members' | 'quotes' | 'versions'>
  readonly requests: Pick<Requests, 'edit' | 'delete' | 'react'>
  readonly environment: Environment
  readonly conversations: Conversations
  readonly sync: Pick<Sync, 'loadEntry' | 'catchUp'>
  readonly outbox: Pick<Outbox, 'of' | 'add' | 'changesIn'>
  readonly marks: Pick<Marks, 'move'>
  readonly typing: Typing
  /** What is stored here is loaded. */
  readonly restored: Promise<void>
  /** The window as the local store has it. */
  storedWindow(id: ConversationId): Promise<StoredWindow | null>
  tellTyping(id: ConversationId): void
  clearMarkedUnread(id: ConversationId): void
  changed(id: ConversationId): void
  /** Shows at once what changed. */
  flush(): void
}

type Window = { readonly before: Seq } | { readonly after: Seq } | { readonly around: Seq } | Record<string, never>

export class OpenConversation implements ConversationHandle {
  readonly id: ConversationId
  readonly store: StoreApi<ConversationState>
  readonly #deps: HandleDependencies
  readonly #ensuring = new SingleFlight<'ensure'>()
  readonly #quotes: QuoteLoader
  /** What I make of messages here, until the server has answered. */
  #wishes: readonly Wish[] = []
  #opened = 0
  #failures = 0
  #cancelRetry: () => void = () => {}
  #loading: ConversationState['loading'] = null
  #error: ConversationState['error'] = null
  #unreadAfter: Seq | null = null
  #placed = false
  #notFound = false
  #membersWanted = false
  /** Which window this is: a page asked for another one is dropped. */
  #generation = 0

  constructor(id: ConversationId, dependencies: HandleDependencies) {
    this.id = id
    this.#deps = dependencies
    const { api, conversations, changed } = dependencies
    this.#quotes = new QuoteLoader(id, { api, live: () => conversations.get(id), changed: () => changed(id) })
    this.store = cell(this.#state())
  }

  get isOpen(): boolean {
    return this.#opened > 0
  }

  open(): void {
    this.#opened += 1
    if (this.#opened > 1) return
    this.#placed = false
    this.#place()
    this.show()
    void this.#ensure()
  }

  close(): void {
    this.#opened = Math.max(0, this.#opened - 1)
    if (this.#opened > 0) return
    this.#cancelRetry()
    this.#live()?.trim(CLOSED_KEEP)
    this.#unreadAfter = null
  }

  /** Online again, or the window was left behind: loads what is missing. */
  resume(): void {
    if (!this.isOpen) return
    void this.#ensure()
    this.#quotes.resume()
    if (this.#membersWanted) void this.loadMembers()
  }

  /** Events were passed over by a snapshot: what they did to members is in none of the window's events. */
  passedOver(): void {
    this.#quotes.doubt()
    if (this.isOpen) {
      this.#membersWanted = true
      this.resume()
    } else this.#live()?.trim(0)
  }

  /** Its line is here, perhaps only now. */
  appeared(): void {
    if (this.isOpen && !this.#placed) this.resume()
  }

  stop(): void {
    this.#opened = 0
    this.#cancelRetry()
  }

  lost(): void {
    this.#notFound = true
    this.#placed = false
    this.#quotes.forget()
    this.show()
  }

  async loadOlder(): Promise<void> {
    const first = this.#live()?.timeline?.events[0]
    if (!first || this.#live()?.timeline?.atStart || this.#loading) return
    await this.#load('older', { before: first.seq }, (live, page) => live.mergeOlder(page))
  }

  async loadNewer(): Promise<void> {
    const live = this.#live()
    if (!live?.timeline || live.atEnd || this.#loading) return
    await this.#load('newer', { after: live.timeline.to }, (target, page) => target.mergeNewer(page))
  }

  async jumpToEnd(): Promise<void> {
    if (this.#live()?.atEnd) return
    await this.#loadWindow({})
  }

  async jumpTo(seq: Seq): Promise<void> {
    const timeline = this.#live()?.timeline
    const first = timeline?.events[0]?.seq
    if (timeline && first !== undefined && (first <= seq || timeline.atStart) && seq <= timeline.to) return
    await this.#loadWindow({ around: seq })
  }

  async loadMembers(): Promise<void> {
    this.#membersWanted = true
    try {
      const stay = this.#live()?.stay
      const members = await this.#deps.api.members(this.id)
      if (stay === this.#live()?.stay) this.#live()?.learnMembers(members)
      this.#deps.changed(this.id)
    } catch (error) {
      this.#fail(error)
    }
  }

  send(text: string, { replyTo }: { readonly replyTo?: Seq } = {}): ClientId {
    const clientId = this.#deps.outbox.add(this.id, text, replyTo)
    this.#deps.typing.said(this.id)
    if (this.#live()?.timeline && !this.#live()?.atEnd) void this.jumpToEnd()
    this.#deps.flush()
    return clientId
  }

  edit(seq: Seq, text: string): Promise<void> {
    return this.#change(seq, { kind: 'message:edited', text }, (place) => this.#deps.requests.edit({ ...place, text }))
  }

  delete(seq: Seq): Promise<void> {
    return this.#change(seq, { kind: 'message:deleted' }, (place) => this.#deps.requests.delete(place))
  }

  react(seq: Seq, emoji: string | null): Promise<void> {
    return this.#change(seq, { kind: 'message:reacted', emoji }, (place) =>
      this.#deps.requests.react({ ...place, emoji }),
    )
  }

  quote(seq: Seq): MessagePosted | null | undefined {
    const { events, quotes } = this.store.getState()
    const event = events[indexOf(events, seq)]
    return event?.kind === 'message:posted' ? event : quotes.get(seq)
  }

  needQuotes(seqs: readonly Seq[]): void {
    this.#quotes.need(seqs.filter((seq) => this.quote(seq) === undefined))
  }

  versions(seq: Seq): Promise<readonly MessageVersion[]> {
    return this.#deps.api.versions(this.id, seq)
  }

  read(seq: Seq): void {
    const live = this.#live()
    if (!live) return
    if (live.state().markedUnread) this.#deps.clearMarkedUnread(this.id)
    if (!live.readTo(seq)) return
    this.#deps.marks.move(this.id, { read: live.read, seen: live.read })
    this.#deps.changed(this.id)
  }

  typing(): void {
    if (this.#deps.typing.mayTell(this.id)) this.#deps.tellTyping(this.id)
  }

  show(): void {
    put(this.store, this.#state())
  }

  /** Shows it until the server has answered, and then until the resulting event is here. */
  async #change(
    seq: Seq,
    change: MessageChange,
    ask: (place: { conversationId: ConversationId; seq: Seq }) => Promise<Changed>,
  ): Promise<void> {
    const wish = { seq, change, at: this.#now() }
    this.#wishes = [...this.#wishes, wish]
    this.#deps.changed(this.id)
    this.#deps.flush()
    try {
      const { changedSeq } = await ask({ conversationId: this.id, seq })
      if (changedSeq > (this.#live()?.lastSeq ?? changedSeq)) await this.#deps.sync.catchUp(this.id)
    } finally {
      this.#wishes = this.#wishes.filter((one) => one !== wish)
      this.#deps.changed(this.id)
    }
  }

  #now(): string {
    return new Date(this.#deps.environment.now()).toISOString()
  }

  /** With what I changed and the server hasn't answered yet. */
  #shown(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
    const waiting = this.#deps.outbox.changesIn(this.id)
    if (this.#wishes.length === 0 && waiting.length === 0) return events
    const at = this.#now()
    const late = waiting.map(({ seq, change }) => ({ seq, change, at }))
    return withWishes(events, [...late, ...this.#wishes], this.#deps.me)
  }

  #live(): LiveConversation | undefined {
    return this.#deps.conversations.get(this.id)
  }

  /** Where the line for unread stands, once the conversation is here. */
  #place(): void {
    const live = this.#live()
    if (this.#placed || !live) return
    this.#placed = true
    this.#unreadAfter = live.state().unread > 0 ? live.read : null
  }

  /** Shows what is stored, then loads what is missing: the line, the window, and its way to the newest. */
  #ensure(): Promise<void> {
    return this.#ensuring.run('ensure', async () => {
      await this.#ensureOnce()
      if (!this.#error) this.#failures = 0
    })
  }

  #retryLater(): void {
    if (!this.isOpen) return
    const { environment } = this.#deps
    this.#cancelRetry()
    this.#failures += 1
    const delayMs = backoffMs(RETRY, this.#failures, environment.random())
    this.#cancelRetry = environment.after(delayMs, () => this.resume())
  }

  async #ensureOnce(): Promise<void> {
    await this.#deps.restored
    if (!this.#live()) await this.#deps.sync.loadEntry(this.id)
    const live = this.#live()
    if (!live || !this.isOpen) return
    this.#notFound = false
    this.#place()
    if (!live.timeline) {
      const stored = await this.#deps.storedWindow(this.id)
      if (stored && stored.to <= live.lastSeq) live.restore(stored, stored.at)
      this.#deps.changed(this.id)
    }
    if (!this.#fits(live)) await this.#loadWindow(this.#unreadAfter === null ? {} : { around: this.#unreadAfter })
    else if (!live.atEnd) await this.loadNewer()
  }

  /** Whether the window is worth going on from: it has the first unread, and isn't far behind. */
  #fits(live: LiveConversation): boolean {
    const { timeline } = live
    if (!timeline || live.stale) return false
    const first = timeline.events[0]?.seq ?? Number.POSITIVE_INFINITY
    if (this.#unreadAfter !== null && !timeline.atStart && first > this.#unreadAfter + 1) return false
    return live.lastSeq - timeline.to <= FILL_MAX || (this.#unreadAfter !== null && timeline.to >= this.#unreadAfter)
  }

  /** The last one asked for wins. */
  async #loadWindow(input: Window): Promise<void> {
    this.#generation += 1
    this.#loading = null
    await this.#load(null, input, (live, page) => live.mergeWindow(page))
    const live = this.#live()
    // Something came between the page's reading and now, past what was buffered.
    if (live?.timeline && Object.keys(input).length === 0 && !live.atEnd && !this.#error) await this.loadNewer()
  }

  async #load(
    direction: ConversationState['loading'],
    input: Window,
    merge: (live: LiveConversation, page: HistoryPage) => void,
  ): Promise<void> {
    const live = this.#live()
    if (!live) return
    const generation = this.#generation
    const { stay } = live
    this.#loading = direction
    this.#error = null
    live.pageAsked()
    this.show()
    try {
      const page = await this.#deps.api.history({ conversationId: this.id, limit: PAGE, ...input })
      if (generation === this.#generation && live === this.#live() && stay === live.stay) merge(live, page)
      else live.pageFailed()
    } catch (error) {
      live.pageFailed()
      if (generation === this.#generation) this.#fail(error)
    }
    if (generation !== this.#generation) return
    this.#loading = null
    this.#deps.changed(this.id)
    this.#deps.flush()
  }

  #fail(error: unknown): void {
    const { code, message } = asRefusal(error)
    this.#error = { code, message }
    if (isTransient(code)) this.#retryLater()
    this.show()
  }

  #state(): ConversationState {
    const live = this.#live()
    const shared = {
      loading: this.#loading,
      error: this.#error,
      unreadAfter: this.#unreadAfter,
      pending: this.#deps.outbox.of(this.id),
      typing: this.#deps.typing.in(this.id),
    }
    if (!live) {
      const status = this.#notFound ? 'not_found' : 'loading'
      return {
        status,
        ...NOTHING,
        quotes: NO_QUOTES,
        lastSeq: 0,
        state: null,
        receipts: { delivered: 0, seen: 0 },
        ...shared,
      }
    }
    const { timeline } = live
    const line = live.entry()
    return {
      status: timeline ? 'ready' : 'loading',
      conversation: line.conversation,
      member: line.member,
      members: live.members,
      events: timeline ? this.#shown(timeline.events) : NOTHING.events,
      quotes: live.quotes,
      atStart: timeline?.atStart ?? false,
      atEnd: live.atEnd,
      lastSeq: live.lastSeq,
      state: live.state(),
      receipts: live.receipts,
      ...shared,
    }
  }
}
