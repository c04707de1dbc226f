import type { StoreApi } from 'zustand/vanilla'
import type { MessageInfo, MessagePosted, MessageVersion } from '@/contracts/dto'
import type { ClientId, ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Api } from './api'
import { cell, put } from './cell'
import { looksSame, stateOf } from './conversation-state'
import type { Environment } from './environment'
import type { ConversationHandle, ConversationState, PlaceTarget, SendOptions } from './kith'
import type { Conversations } from './live/conversations'
import type { LiveConversation } from './live/live-conversation'
import { indexOf } from './live/timeline'
import type { Marks } from './marks'
import { MessageChanges } from './message-changes'
import type { Outbox } from './outbox'
import { QuoteLoader } from './quote-loader'
import type { Requests } from './requests'
import type { ServerClock } from './server-clock'
import { SingleFlight } from './single-flight'
import type { StoredWindow } from './storage/stored'
import type { Sync } from './sync'
import type { Typing } from './typing'
import { WindowLoader } from './window-loader'

/** Above this many to load until the newest, a window is loaded afresh when the conversation is opened. */
const FILL_MAX = 200
/** Kept of a conversation that is not on screen. */
const CLOSED_KEEP = 100
/** Kept of an open one on either side of what is drawn. */
const SPARE = 200

export interface HandleDependencies {
  readonly me: UserId
  readonly api: Pick<Api, 'history' | 'info' | 'members' | 'quotes' | 'versions' | 'setOwn'>
  readonly requests: Pick<Requests, 'edit' | 'delete' | 'react' | 'pin' | 'place'>
  readonly environment: Environment
  readonly clock: Pick<ServerClock, 'instant'>
  readonly conversations: Conversations
  readonly sync: Pick<Sync, 'loadUnknown' | 'catchUp' | 'ownChanged'>
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

export class OpenConversation implements ConversationHandle {
  readonly id: ConversationId
  readonly store: StoreApi<ConversationState>
  readonly #deps: HandleDependencies
  readonly #loader: WindowLoader
  readonly #changes: MessageChanges
  readonly #quotes: QuoteLoader
  readonly #ensuring = new SingleFlight<'ensure'>()
  #opened = 0
  #unreadAfter: Seq | null = null
  /** `unreadAfter` stands, and the window of this opening is chosen. */
  #placed = false
  /** The window reached the newest event: it goes on with what comes. */
  #following = false
  #notFound = false
  #membersWanted = false
  #pinsNeeded: readonly Seq[] = []
  #looking: (() => boolean) | null = null

  constructor(id: ConversationId, dependencies: HandleDependencies) {
    this.id = id
    this.#deps = dependencies
    const { api, environment } = dependencies
    const live = (): LiveConversation | undefined => this.#live
    const changed = (): void => dependencies.changed(id)
    this.#changes = new MessageChanges(id, { ...dependencies, live, changed })
    this.#quotes = new QuoteLoader(id, { api, live, changed })
    this.#loader = new WindowLoader({
      id,
      api,
      environment,
      live,
      changed: (merged) => this.#loaded(merged),
      retry: () => this.resume(),
    })
    this.store = cell(this.#state())
  }

  open(): void {
    this.#opened += 1
    if (this.#opened > 1) return
    this.#placed = false
    this.#following = true
    const live = this.#live
    this.#unreadAfter = live ? firstUnreadAfter(live) : null
    this.show()
    this.#needPins(true)
    void this.#ensure()
  }

  close(): void {
    this.#opened = Math.max(0, this.#opened - 1)
    if (this.#opened > 0) return
    this.#loader.stop()
    this.#live?.trim(CLOSED_KEEP)
  }

  get isOpen(): boolean {
    return this.#opened > 0
  }

  async loadOlder(): Promise<void> {
    await this.#loader.older()
  }
  async loadNewer(): Promise<void> {
    await this.#loader.newer()
  }
  async jumpToEnd(): Promise<void> {
    if (!this.#live?.atEnd) await this.#loader.window(null)
  }
  async jumpTo(seq: Seq): Promise<void> {
    const timeline = this.#live?.timeline
    const first = timeline?.events[0]?.seq
    if (timeline && first !== undefined && (first <= seq || timeline.atStart) && seq <= timeline.to) return
    await this.#loader.window(seq)
  }

  letGo(from: Seq, to: Seq | null, spare = SPARE): void {
    const live = this.#live
    if (!this.isOpen || !live?.letGo(from, to, spare)) return
    this.#following = live.atEnd
    this.show()
  }

  async loadMembers(): Promise<void> {
    this.#membersWanted = true
    try {
      const stay = this.#live?.stay
      const members = await this.#deps.api.members(this.id)
      if (stay === this.#live?.stay) this.#live?.learnMembers(members)
      this.#deps.changed(this.id)
    } catch (error) {
      this.#loader.fail(error, () => this.resume())
    }
  }

  send(text: string, options: SendOptions = {}): ClientId {
    const places = [{ conversationId: this.id }]
    const clientId = this.#deps.outbox.add({ kind: 'text', ...options, text, places })
    this.#deps.typing.said(this.id)
    this.said()
    if (this.#live?.timeline) void this.jumpToEnd()
    this.#deps.flush()
    return clientId
  }

  /** I said something here: what was unread is answered. */
  said(): void {
    this.#unreadAfter = null
    this.#deps.changed(this.id)
  }

  edit(seq: Seq, text: string, mentions: readonly UserId[] = []): Promise<void> {
    return this.#changes.edit(seq, text, mentions)
  }
  delete(seq: Seq): Promise<void> {
    return this.#changes.delete(seq)
  }
  react(seq: Seq, emoji: string | null): Promise<void> {
    return this.#changes.react(seq, emoji)
  }

  pin(seq: Seq, pinned: boolean): Promise<void> {
    return this.#changes.pin(seq, pinned)
  }
  placeMore(seq: Seq, places: readonly PlaceTarget[]): Promise<void> {
    return this.#changes.placeMore(seq, places)
  }
  info(seq: Seq): Promise<MessageInfo> {
    return this.#deps.api.info(this.id, seq)
  }

  setOwn(seqs: readonly Seq[], change: { readonly starred?: boolean; readonly hidden?: true }): Promise<void> {
    return this.#changes.own({ seqs, ...change })
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
    const live = this.#live
    if (!live) return
    if (live.state().markedUnread) this.#deps.clearMarkedUnread(this.id)
    if (!this.#readTo(live, seq)) return
    this.#deps.changed(this.id)
    this.#deps.flush()
  }

  readAs(looking: (() => boolean) | null): void {
    this.#looking = looking
  }

  /** What comes under the person's eyes is read with being shown: it isn't shown as unread before. */
  readAlong(): void {
    const live = this.#live
    if (!live?.atEnd || !this.isOpen || live.state().markedUnread) return
    if (live.lastSeq > live.read && this.#looking?.()) this.#readTo(live, live.lastSeq)
  }

  #readTo(live: LiveConversation, seq: Seq): boolean {
    const moved = live.readTo(seq)
    if (moved) this.#deps.marks.move(this.id, { read: live.read, seen: live.read })
    return moved
  }

  typing(): void {
    if (this.#deps.typing.mayTell(this.id)) this.#deps.tellTyping(this.id)
  }

  /** Online again, or something failed or was passed over: loads what is missing. */
  resume(): void {
    if (!this.isOpen) return
    void this.#ensure()
    this.#quotes.resume()
    if (this.#membersWanted && !this.#live?.members) void this.loadMembers()
  }

  /** A snapshot stands in for events: what they did to members and messages isn't here. */
  passedOver(): void {
    this.#quotes.doubt()
    this.#membersWanted = true
    if (this.isOpen) this.resume()
    else this.#live?.trim(0)
  }

  /** Its line is here, perhaps only now. */
  appeared(): void {
    if (!this.#placed) this.resume()
  }

  lost(): void {
    this.#notFound = true
    this.#placed = false
    this.#quotes.forget()
    this.show()
  }

  stop(): void {
    this.#opened = 0
    this.#loader.stop()
  }

  /** Whether anything that is seen changed. */
  show(): boolean {
    if (this.#live?.atEnd) this.#following = true
    const state = this.#state()
    const changed = !looksSame(this.store.getState(), state)
    if (changed) put(this.store, state)
    this.#needPins(false)
    return changed
  }

  /** What is pinned outside the window is shown, too, unless I deleted it for myself. */
  #needPins(again: boolean): void {
    const { pinned } = this.store.getState()
    if (!this.isOpen || (pinned === this.#pinsNeeded && !again)) return
    this.#pinsNeeded = pinned
    if (pinned.length > 0) this.needQuotes(pinned)
  }

  get #live(): LiveConversation | undefined {
    return this.#deps.conversations.get(this.id)
  }

  #loaded(merged: boolean): void {
    if (!merged) {
      this.show()
      return
    }
    if (this.#live?.timeline) this.#following = this.#live.atEnd
    this.#deps.changed(this.id)
    this.#deps.flush()
    this.#needPins(true)
  }

  /** Shows what is stored, then loads what is missing: the line, the window, and its way to the newest. */
  #ensure(): Promise<void> {
    return this.#ensuring.run('ensure', async () => {
      await this.#deps.restored
      if (!this.#live) await this.#deps.sync.loadUnknown(this.id)
      const live = this.#live
      if (!live || !this.isOpen) return
      this.#notFound = false
      await this.#fromStore(live)
      // Lost meanwhile: when it is back, this is asked again.
      if (live !== this.#live) return
      const placed = this.#placed
      if (!placed) this.#unreadAfter ??= firstUnreadAfter(live)
      this.#placed = true
      if (placed ? !live.timeline : !this.#fits(live)) await this.#loader.window(this.#unreadAfter)
      else {
        const following = this.#following
        // What is doubted while it is read is read once more.
        do if (live.stale) await this.#loader.again()
        while (live === this.#live && live.stale && live.timeline && this.isOpen && !this.#loader.error)
        this.#following ||= following
        if (this.#following) await this.#loader.newer()
      }
    })
  }

  async #fromStore(live: LiveConversation): Promise<void> {
    if (live.timeline) return
    const stored = await this.#deps.storedWindow(this.id)
    if (stored) live.restore(stored, stored.stay, stored.at, stored.own, stored.ownVersion)
    this.#deps.sync.ownChanged(this.id, null)
  }

  /** Whether the window is worth going on from: it has the first unread, or isn't far behind. */
  #fits({ timeline, stale, lastSeq }: LiveConversation): boolean {
    if (!timeline || stale) return false
    if (this.#unreadAfter === null) return lastSeq - timeline.to <= FILL_MAX
    const first = timeline.events[0]?.seq ?? Number.POSITIVE_INFINITY
    return (timeline.atStart || first <= this.#unreadAfter + 1) && timeline.to >= this.#unreadAfter
  }

  #state(): ConversationState {
    return stateOf(
      this.#live,
      this.#notFound,
      this.#changes,
      {
        loading: this.#loader.loading,
        error: this.#loader.error,
        unreadAfter: this.#unreadAfter,
        pending: this.#deps.outbox.of(this.id),
        typing: this.#deps.typing.in(this.id),
      },
      this.#deps.conversations.places,
    )
  }
}

/** Where the line for unread stands; null: all is read. */
function firstUnreadAfter(live: LiveConversation): Seq | null {
  return live.state().unread > 0 ? live.read : null
}
