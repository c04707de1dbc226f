import type {
  HistoryEvent,
  HistoryPage,
  LogEntry,
  LogEvent,
  Member,
  Message,
  MessageChanged,
  MessagePosted,
  MessagesErased,
  OverviewEntry,
  OwnChange,
  OwnMark,
  PrivateState,
  Receipts,
  SeqRange,
} from '@/contracts/dto'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import { joined, within } from '@/server/domain/erased'
import { isLine } from '@/server/domain/history'
import { previewOf } from '@/server/domain/preview'
import { expiryOf } from './expiry-of'
import { Gate } from './gate'
import { OwnMarks } from './own-marks'
import { NO_QUOTES, type Quotes, quotesAfter, withQuotes } from './quotes'
import { mergeReceipts } from './receipts'
import { Targets } from './targets'
import {
  append,
  around,
  changed,
  cleared,
  extend,
  fromPage,
  postsOfOthers,
  prepend,
  refreshed,
  renewed,
  type Timeline,
  trimmed,
  withChange,
  without,
} from './timeline'
import { Unread } from './unread'

const NO_PINS: readonly Seq[] = []

/** What applying did: the events that are new, and whether something is missing before what is held. */
export interface Applied {
  readonly events: readonly LogEvent[]
  readonly behind: boolean
}

/** One conversation: its snapshot and its window, each merged with the events that went through the gate. */
export class LiveConversation {
  readonly id: ConversationId
  readonly #me: UserId
  readonly #gate: Gate
  readonly #targets: Targets
  readonly #unread: Unread
  /** What I alone made of its messages. */
  readonly own: OwnMarks
  /** The newest line that is left isn't here: load the entry. */
  #lineLost = false
  #receipts: Receipts
  /** For a group that shows nobody what was seen. */
  #unseen: Receipts = { delivered: 0, seen: 0 }
  #delivered: Seq
  #lastEvent: HistoryEvent | null
  #timeline: Timeline | null = null
  /** Changes of its messages were passed over: it is to be loaded afresh. */
  #stale = false
  /** Up to where a snapshot stood in for events that never came here. */
  #jumpedTo: Seq = 0
  #pinned: readonly Seq[] = NO_PINS
  #erased: readonly SeqRange[] = []
  /** Deleted for everyone while this was here: what lists them by what they said is to lose them. */
  readonly #deleted = new Set<Seq>()
  #doubts = 0
  #quotes: Quotes = NO_QUOTES
  /** While pages are in flight: what went through the gate meanwhile, from this seq on. */
  #buffer: { from: Seq; entries: LogEntry[]; pages: number } | null = null
  /** What I chose for myself here, until the server has answered. */
  #wishes: readonly Partial<PrivateState>[] = []
  /** The newest of the others' messages. */
  #lastOthers: Seq
  #membersLoaded = false
  #joinedSeq: Seq

  constructor(me: UserId, entry: OverviewEntry) {
    this.id = entry.conversation.id
    this.#me = me
    this.#gate = new Gate(entry.lastSeq)
    this.#targets = new Targets(entry.conversation, entry.member)
    this.#unread = new Unread(entry.state, entry.lastSeq)
    this.#joinedSeq = entry.member.joinedSeq
    this.own = new OwnMarks(entry.state.ownVersion)
    this.#receipts = entry.receipts
    this.#delivered = entry.delivered
    this.#lastEvent = entry.lastEvent
    this.#lastOthers = entry.state.unread > 0 ? entry.lastSeq : entry.state.read
  }

  /** I am a member. */
  get active(): boolean {
    return this.#targets.members.get(this.#me)?.active ?? false
  }
  /** Its end has come: nothing is said there any more. */
  get hasEnded(): boolean {
    return this.#targets.conversation.report !== null
  }
  get direct(): boolean {
    return this.#targets.conversation.kind === 'direct'
  }
  get lastSeq(): Seq {
    return this.#gate.last
  }
  get behind(): boolean {
    return this.#gate.behind
  }
  get timeline(): Timeline | null {
    return this.#timeline
  }
  get stale(): boolean {
    return this.#stale
  }
  /** Where what is pinned stands, but for what isn't open to me. The same list until it changes. */
  get pinned(): readonly Seq[] {
    const pins = this.#timeline?.pins ?? NO_PINS
    // Pinned outside the window, it may be what I deleted for myself: `quotes` tells.
    const open = pins.filter((seq) => !this.own.isGone(seq) && this.#quotes.get(seq) !== null)
    const same = open.length === this.#pinned.length && open.every((seq, index) => seq === this.#pinned[index])
    if (!same) this.#pinned = open
    return this.#pinned
  }
  /** Pages that were asked for before it rose are doubtful. */
  get doubts(): number {
    return this.#doubts
  }
  get quotes(): Quotes {
    return this.#quotes
  }
  get atEnd(): boolean {
    return this.#timeline !== null && this.#timeline.to >= this.#gate.last
  }
  /** As the conversation shows them: the same object until they change. */
  get receipts(): Receipts {
    // What an older page kept doesn't say it.
    if (this.#targets.conversation.receiptsShown !== false) return this.#receipts
    if (this.#unseen.delivered !== this.#receipts.delivered) {
      this.#unseen = { delivered: this.#receipts.delivered, seen: 0 }
    }
    return this.#unseen
  }
  get toldState(): PrivateState {
    return this.#unread.told
  }
  get read(): Seq {
    return this.#unread.read
  }
  /** What is unread can't be counted from what is here: load the entry. */
  get countLost(): boolean {
    return !this.#unread.exact || !this.#unread.mentionsExact
  }
  /** Changes of my own marks that aren't here were told of. */
  get ownBehind(): boolean {
    return this.#unread.told.ownVersion > this.own.known
  }
  get lineLost(): boolean {
    return this.#lineLost
  }
  /** Where my stay began. What was asked for in another one isn't merged. */
  get stay(): Seq {
    return this.#joinedSeq
  }
  get members(): readonly Member[] | null {
    return this.#membersLoaded ? this.#targets.memberList : null
  }
  member(userId: UserId): Member | undefined {
    return this.#targets.members.get(userId)
  }

  /**
   * The seq up to which others' messages came that the server doesn't know to be here; null when there are none, or none are
   * to be told of, as I haven't accepted the chat.
   */
  get undelivered(): Seq | null {
    if (this.toldState.request) return null
    return this.#lastOthers > this.#delivered ? this.#gate.last : null
  }

  /** The conversation's line as a fresh load would have it. */
  entry(): OverviewEntry {
    const member = this.#targets.members.get(this.#me)
    if (!member) throw new Error('A conversation always knows its own member.')
    return {
      conversation: this.#targets.conversation,
      member,
      lastSeq: this.#gate.last,
      delivered: this.#delivered,
      lastEvent: this.#lastEvent,
      state: this.#derived(),
      receipts: this.receipts,
    }
  }

  /** My private state, with what I chose and the server hasn't answered yet. */
  state(): PrivateState {
    const derived = this.#derived()
    return this.#wishes.length > 0 ? Object.assign({ ...derived }, ...this.#wishes) : derived
  }

  #derived(): PrivateState {
    const told = this.#unread.told
    const unread = this.#unread.count((from, to) => this.#timeline && postsOfOthers(this.#timeline, this.#me, from, to))
    const mentions = this.active ? this.#unread.mentions((from, to) => this.#mentionsIn(from, to)) : 0
    const unreadAt = Math.max(told.unreadAt, this.#gate.last)
    const draft = this.active && !this.hasEnded ? told.draft : null
    const { read } = this
    const same = told.read === read && told.unread === unread && told.unreadAt === unreadAt
    if (same && told.mentions === mentions && told.draft === draft) return told
    return { ...told, read, unread, mentions, unreadAt, draft }
  }

  /** Shows what I choose for myself at once, until the returned function is called: the server has answered. */
  wish(change: Partial<PrivateState>): () => void {
    this.#wishes = [...this.#wishes, change]
    return () => {
      this.#wishes = this.#wishes.filter((wish) => wish !== change)
    }
  }

  append(entry: LogEntry): Applied {
    let after = this.#gate.last
    const events: LogEvent[] = []
    for (const next of this.#gate.offer(entry)) {
      this.#apply(next, after)
      after = next.seq
      if (next.kind !== 'skip') events.push(next)
    }
    return { events, behind: this.#gate.behind }
  }

  /** A snapshot of the line. It moves the gate only when `jump` is set: the window then ends where it is. */
  receive(entry: OverviewEntry, jump: boolean): Applied {
    const changed = this.#learnAll([entry.conversation], [entry.member])
    this.#noticeStay()
    this.moveReceipts(entry.receipts)
    const events: LogEvent[] = []
    if (this.#lineLost && entry.lastSeq >= this.#gate.last) this.#lineIs(entry.lastEvent)
    if (jump && entry.lastSeq > this.#gate.last) {
      this.#lineIs(entry.lastEvent)
      this.#stale = this.#timeline !== null
      this.#jumpedTo = entry.lastSeq
      this.#membersLoaded = false
      this.#unread.jumped(entry.lastSeq)
      if (this.#buffer) Object.assign(this.#buffer, { from: entry.lastSeq, entries: [] })
      if (entry.state.unread > 0) this.#lastOthers = Math.max(this.#lastOthers, entry.lastSeq)
      let after = entry.lastSeq
      for (const next of this.#gate.jump(entry.lastSeq)) {
        this.#apply(next, after)
        after = next.seq
        if (next.kind !== 'skip') events.push(next)
      }
    } else if (entry.lastSeq === this.#gate.last) this.#lastEvent = withPlacesOf(this.#lastEvent, entry.lastEvent)
    this.changeState(entry.state, entry.delivered)
    if (changed) this.#refresh()
    return { events, behind: this.#gate.behind }
  }

  changeState(state: PrivateState, delivered: Seq): void {
    this.#unread.changed(state)
    this.#clear()
    this.#countMentions()
    if (delivered > this.#delivered) this.#delivered = delivered
  }

  /** Its last message stands in other chats as well. */
  get endsElsewhere(): boolean {
    return this.#lastEvent?.kind === 'message:posted' && this.#lastEvent.message.places.length > 1
  }

  /** Nothing up to there is shown to me any more. */
  get clearedTo(): Seq {
    return this.#unread.told.clearedTo
  }

  /** What was said there is shown to me no more, or just its trace. */
  isGone(seq: Seq): boolean {
    return seq <= this.clearedTo || this.isErased(seq) || this.#deleted.has(seq) || this.own.isGone(seq)
  }

  /** It was there once, and has been erased. */
  isErased(seq: Seq): boolean {
    return within(this.#erased, seq)
  }
  get erased(): readonly SeqRange[] {
    return this.#erased
  }
  /** From the local store. */
  restoreErased(erased: readonly SeqRange[]): void {
    this.#erased = joined(this.#erased, erased)
  }

  /** A message that is here, or its line, stands in that other chat as well. */
  /** `before`: a seq there. */
  namesPlaceIn(id: ConversationId, before: Seq = Number.POSITIVE_INFINITY): boolean {
    const names = (event: HistoryEvent | null): boolean =>
      event?.kind === 'message:posted' &&
      event.message.places.some(({ conversationId, seq }) => conversationId === id && seq < before)
    return (
      names(this.#lastEvent) || (this.#timeline?.events.some(names) ?? false) || [...this.#quotes.values()].some(names)
    )
  }

  /** Hides what is to be gone by `now`, though nobody has said yet that it is; whether there was any. */
  expire(now: Instant): boolean {
    const isOver = (event: HistoryEvent | null): boolean => event !== null && (expiryOf(event) ?? now) < now
    const held = [...(this.#timeline?.events ?? []), ...this.#quotes.values(), this.#lastEvent]
    const over = new Set(held.flatMap((event) => (event && isOver(event) ? [event.seq] : [])))
    if (over.size === 0) return false
    this.#takeAway((seq) => over.has(seq))
    this.#stale = this.#timeline !== null
    return true
  }

  /** What I alone made of messages, here or on another device. */
  changeOwn(change: Pick<OwnChange, 'after' | 'version' | 'marks'>): void {
    this.#hide(this.own.changed(change))
    this.own.forget((seq) => this.isErased(seq))
  }

  /** Whether they moved. */
  moveReceipts(receipts: Receipts): boolean {
    const before = this.receipts
    this.#receipts = mergeReceipts(this.#receipts, receipts)
    return this.receipts !== before
  }

  readTo(seq: Seq): boolean {
    return this.#unread.readTo(Math.min(seq, this.#gate.last))
  }

  learnMembers(members: readonly Member[]): void {
    this.#membersLoaded = true
    if (this.#learnAll([], members)) this.#refresh()
  }

  /** Call before a page is asked for, and exactly one of the `merge…` methods or `pageFailed` when it is here. */
  pageAsked(): void {
    this.#buffer ??= { from: this.#gate.last, entries: [], pages: 0 }
    this.#buffer.pages += 1
  }
  pageFailed(): void {
    if (this.#buffer && --this.#buffer.pages === 0) this.#buffer = null
  }
  /** The page becomes the window. */
  mergeWindow(page: HistoryPage): void {
    this.#stale = page.readAt < this.#jumpedTo
    this.#merge(fromPage(page), page)
  }
  mergeOlder(page: HistoryPage): void {
    this.#merge(this.#timeline && prepend(this.#timeline, page), page)
  }
  mergeNewer(page: HistoryPage): void {
    this.#merge(this.#timeline && extend(this.#timeline, page), page)
  }
  /** All of the window's events up to `to`, read again. */
  renew(page: HistoryPage, to: Seq): void {
    this.#stale = page.readAt < this.#jumpedTo
    this.#merge(this.#timeline && renewed(this.#timeline, page, to), page)
  }
  /**
   * A window from the local store, of the stay that began at `stay`, with all changes up to `at`, and my own marks in it
   * up to the version `known`.
   */
  restore(timeline: Timeline, stay: Seq, at: Seq, own: readonly OwnMark[], known: number): void {
    if (this.#timeline || stay !== this.#joinedSeq || timeline.to > this.#gate.last) return
    this.#timeline = refreshed(timeline, (event) => this.#targets.refresh(event))
    this.#stale = at < this.#gate.last || this.#doubts > 0
    this.own.restore(own, known)
    this.#hide(this.#hiddenSeqs())
    this.#clear()
  }
  /** What was found of the messages at `seqs`; `pageAsked` comes before this, too. */
  mergeQuotes(seqs: readonly Seq[], loaded: readonly MessagePosted[]): void {
    this.#quotes = withQuotes(
      this.#quotes,
      seqs,
      loaded.filter(({ seq }) => seq > this.clearedTo && !this.own.isHidden(seq) && !this.isErased(seq)),
    )
    for (const entry of this.#buffer?.entries ?? []) this.#quotes = quotesAfter(this.#quotes, entry)
    this.pageFailed()
  }
  /** Where else its messages are may be out of date, though nothing happened here. */
  doubt(): void {
    this.#doubts += 1
    this.#stale ||= this.#timeline !== null
  }
  /** Keeps only the newest events, of a conversation that is not on screen; none of a window that isn't at the end. */
  trim(keep: number): void {
    if (keep > 0 && this.#timeline && this.atEnd && !this.#stale) this.#timeline = trimmed(this.#timeline, keep)
    else this.#timeline = null
    if (!this.#timeline) this.#stale = false
  }

  /**
   * Lets go of loaded events that are far from [from, to], as `around` has it, but of none by which unread ones are counted.
   * Whether there were any.
   */
  letGo(from: Seq, to: Seq | null, spare: number): boolean {
    // What a page on its way is to be joined to stays.
    if (!this.#timeline || this.#buffer || this.#stale) return false
    const counts = this.atEnd && this.read < this.#gate.last
    const kept = around(this.#timeline, counts ? Math.min(from, this.read) : from, counts ? null : to, spare)
    const any = kept !== this.#timeline
    this.#timeline = kept
    return any
  }

  #merge(timeline: Timeline | null, { own }: HistoryPage): void {
    let merged = timeline
    if (merged && this.#buffer) {
      const joined = this.#buffer.from <= merged.to
      for (const entry of this.#buffer.entries) {
        if (joined && entry.seq > merged.to) merged = append(merged, entry, merged.to)
        else if ('target' in entry) merged = changed(merged, entry)
      }
    }
    this.pageFailed()
    const gone = this.own.merge(own)
    if (merged) merged = without(merged, (seq) => this.isErased(seq))
    if (merged) this.#timeline = merged
    this.#hide(merged ? this.#hiddenSeqs() : gone)
    if (!merged) return
    for (const event of merged.events) this.#targets.learn(event)
    this.#clear()
    this.#refresh()
  }

  #apply(told: LogEntry, after: Seq): void {
    const open = this.#open(told)
    // A snapshot may have told already how what it is about went on.
    const entry = open.kind !== 'skip' && isLine(open) ? this.#targets.refresh(open) : open
    if (this.#buffer) this.#buffer.entries.push(entry)
    if (this.#timeline) this.#timeline = append(this.#timeline, entry, after)
    if (entry.kind === 'skip') return
    if (entry.kind === 'messages:erased') {
      this.#erase(entry)
      return
    }
    this.#quotes = quotesAfter(this.#quotes, entry)
    if (!isLine(entry)) {
      const next = this.#lastEvent && withChange(this.#lastEvent, entry)
      if (next && next !== this.#lastEvent) this.#lastEvent = previewOf(next)
      this.#mentionsChanged(entry)
      if (entry.kind === 'message:deleted') this.#deleted.add(entry.target)
      return
    }
    const newer = this.#targets.learn(entry)
    this.#noticeStay()
    this.#lineIs(previewOf(entry))
    if (entry.kind === 'message:posted' && entry.message.senderId !== this.#me) {
      this.#lastOthers = entry.seq
      this.#unread.posted(entry.seq, this.#mentionsMe(entry.message))
    }
    if (newer) this.#refresh()
  }

  #mentionsMe({ senderId, mentions }: Message): boolean {
    return senderId !== this.#me && mentions.includes(this.#me)
  }

  #mentionsIn(from: Seq, to: Seq): number | null {
    const mentionsMe = (message: Message): boolean => this.#mentionsMe(message)
    return this.#timeline && postsOfOthers(this.#timeline, this.#me, from, to, mentionsMe)
  }

  #mentionsChanged({ kind, seq, target, message }: MessageChanged): void {
    if ((kind !== 'message:edited' && kind !== 'message:deleted') || message.senderId === this.#me) return
    if (this.own.isHidden(target)) return
    this.#unread.edited(seq, target, this.#mentionsMe(message))
    this.#countMentions()
  }

  /** From the window, where that has all that is unread. */
  #countMentions(): void {
    if (this.#unread.mentionsExact || this.#stale || this.ownBehind) return
    const count = this.#mentionsIn(this.read, this.#gate.last)
    if (count !== null) this.#unread.mentionsCounted(count, this.#gate.last)
  }

  #lineIs(event: HistoryEvent | null): void {
    this.#lastEvent = event && event.seq > this.clearedTo ? event : null
    this.#lineLost = false
  }

  /** What I deleted for myself before it came here is nothing to see. */
  #open(entry: LogEntry): LogEntry {
    if (entry.kind === 'messages:erased') return entry
    if (entry.kind !== 'skip' && ('target' in entry ? entry.target : entry.seq) <= this.clearedTo) {
      if (isLine(entry) && entry.kind !== 'message:posted') this.#targets.learn(entry)
      return { kind: 'skip', conversationId: this.id, from: entry.seq, seq: entry.seq }
    }
    if (entry.kind !== 'message:posted' || !this.own.isHidden(entry.seq)) return entry
    return { kind: 'skip', conversationId: this.id, from: entry.seq, seq: entry.seq }
  }

  /** Takes away what was deleted with the chat. */
  #clear(): void {
    const to = this.clearedTo
    if (to === 0) return
    if (this.#timeline) this.#timeline = cleared(this.#timeline, to)
    if (!this.#timeline) this.#stale = false
    this.own.forget((seq) => seq <= to)
    if ([...this.#quotes].some(([seq, quote]) => seq <= to && quote))
      this.#quotes = new Map([...this.#quotes].map(([seq, quote]) => [seq, seq <= to ? null : quote]))
    if (this.#lastEvent && this.#lastEvent.seq <= to) this.#lineIs(null)
  }

  #hiddenSeqs(): readonly Seq[] {
    return this.own.all.filter(({ hidden }) => hidden).map(({ seq }) => seq)
  }

  #hide(seqs: readonly Seq[]): void {
    if (seqs.length === 0) return
    const gone = new Set(seqs)
    // Its pins are those of what isn't gone: see `pinned`.
    const pins = this.#timeline?.pins
    this.#takeAway((seq) => gone.has(seq))
    if (this.#timeline && pins) this.#timeline = { ...this.#timeline, pins }
  }

  /** Time has passed. */
  #erase({ seq, erased }: MessagesErased): void {
    // Its own is no message either: so those that follow each other are one range.
    this.#erased = joined(this.#erased, [...erased, { from: seq, to: seq }])
    this.#unread.erased(seq, erased)
    this.own.forget((marked) => within(erased, marked))
    this.#takeAway((gone) => within(erased, gone))
  }

  #takeAway(isGone: (seq: Seq) => boolean): void {
    if (this.#timeline) this.#timeline = without(this.#timeline, isGone)
    if ([...this.#quotes].some(([seq, quote]) => quote && isGone(seq)))
      this.#quotes = new Map([...this.#quotes].map(([seq, quote]) => [seq, isGone(seq) ? null : quote]))
    if (!this.#lastEvent || !isGone(this.#lastEvent.seq)) return
    const last = this.atEnd && !this.#stale ? this.#timeline?.events.at(-1) : undefined
    this.#lastEvent = last ? previewOf(last) : null
    this.#lineLost = !last
  }

  /** A new stay may show other parts of the past, with other members: what was loaded in the last one doesn't count. */
  #noticeStay(): void {
    const joinedSeq = this.#targets.members.get(this.#me)?.joinedSeq ?? this.#joinedSeq
    if (joinedSeq === this.#joinedSeq) return
    this.#joinedSeq = joinedSeq
    this.#timeline = null
    this.#stale = false
    this.#quotes = NO_QUOTES
    this.#membersLoaded = false
  }

  #learnAll(conversations: readonly OverviewEntry['conversation'][], members: readonly Member[]): boolean {
    let changed = false
    for (const conversation of conversations) changed = this.#targets.learnConversation(conversation) || changed
    for (const member of members) changed = this.#targets.learnMember(member) || changed
    return changed
  }

  #refresh(): void {
    const refresh = (event: HistoryEvent): HistoryEvent => this.#targets.refresh(event)
    if (this.#timeline) this.#timeline = refreshed(this.#timeline, refresh)
    if (this.#lastEvent) this.#lastEvent = refresh(this.#lastEvent)
  }
}

/** Where else a message is changes with what I see elsewhere, at the same seq here. */
function withPlacesOf(event: HistoryEvent | null, fresh: HistoryEvent | null): HistoryEvent | null {
  if (event?.kind !== 'message:posted' || fresh?.kind !== 'message:posted' || event.seq !== fresh.seq) return event
  if (event.message.changedSeq !== fresh.message.changedSeq) return event
  const { places, mentions } = fresh.message
  return { ...event, message: { ...event.message, places, mentions } }
}
