import type { LogEntry, LogEvent, Overview, OverviewEntry, OwnChange } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { Api } from './api'
import { type Backoff, backoffMs } from './backoff'
import type { Environment } from './environment'
import type { Conversations, Difference } from './live/conversations'
import type { Applied, LiveConversation } from './live/live-conversation'
import { asRefusal } from './refusal'
import { SingleFlight } from './single-flight'

/** Above this many lines to load, one overview costs less. */
const LINES_MAX = 15
const RETRY: Backoff = { firstMs: 500, maxMs: 10_000 }

interface Dependencies {
  readonly api: Pick<Api, 'overview' | 'entry' | 'since' | 'ownSince'>
  readonly conversations: Conversations
  readonly environment: Environment
  reachable(): boolean
  /** After a gap, every event is fetched, however many there are. */
  everyEvent(): boolean
  /** Something of this conversation changed; `events` are new. */
  changed(id: ConversationId, events: readonly LogEvent[]): void
  /** A snapshot stands in for events that weren't loaded: the window may end before them, members be out of date. */
  passedOver(id: ConversationId): void
  /** My stay in it began, perhaps with a past that is open to me. */
  seesMore(id: ConversationId): void
  /** A chat came that wasn't here. */
  arrived(id: ConversationId): void
  /** I deleted it up to a point, on another device. */
  cleared(id: ConversationId): void
  /** Nothing is left of a window. */
  windowLost(id: ConversationId): void
  /** What is listed of messages may have changed. */
  goneMore(): void
  /** Not open to me any more. */
  lost(id: ConversationId): void
  /** How many lines are asked for alone, before all; 0: none, there is something to see. */
  firstLines(): number
  firstLoaded(first: FirstEntries): void
  overviewLoaded(overview: Overview): void
  /** Of what differed, the lines are here. */
  linesKnown(): void
}

/** There are others. */
export type FirstEntries = Overview & Required<Pick<Overview, 'rest'>>

interface ReadOverview {
  readonly overview: Overview
  /** What was here before it was asked for: what isn't in it isn't open to me any more. */
  readonly known: readonly ConversationId[]
}

type Asked = 'overview' | 'entry' | 'since' | 'own'

interface Reception {
  /** The line stands in for events that weren't loaded. */
  readonly afresh?: boolean
  /** Events up to the line that are told though it covers them. */
  readonly beginning?: readonly LogEvent[]
}

/** Gets what is missing: lines, entries after a gap, and the whole overview; each at most once at a time. */
export class Sync {
  readonly #deps: Dependencies
  readonly #entries = new SingleFlight<ConversationId>()
  readonly #sinces = new SingleFlight<ConversationId>()
  readonly #owns = new SingleFlight<ConversationId>()
  readonly #overview = new SingleFlight<'overview'>()
  #overviewOnItsWay: Promise<void> | null = null
  #firstHere = (): void => {}
  readonly #first = new Promise<void>((resolve) => {
    this.#firstHere = resolve
  })
  /** Events of unknown conversations wait for it. */
  #overviewLoading = false
  #stopped = false
  readonly #failures = new Map<string, number>()
  readonly #retries = new Map<string, () => void>()

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** A pushed event, or one made from an acknowledgement. */
  append(entry: LogEntry): void {
    const applied = this.#deps.conversations.append(entry)
    if (applied) this.#applied(entry.conversationId, applied)
    else if (entry.kind !== 'skip' && !this.#overviewLoading) void this.loadEntry(entry.conversationId)
  }

  async loadOverview(): Promise<void> {
    const run = this.#overview.run('overview', () => this.#retried('overview', null, () => this.#loadOverview()))
    this.#overviewOnItsWay = run
    await run
    if (this.#overviewOnItsWay === run) this.#overviewOnItsWay = null
  }

  /** Resolves when none is on its way. */
  async overviewOnItsWay(): Promise<void> {
    await this.#overviewOnItsWay
  }

  /** Resolves when the line is here, or can't be had just now. */
  async loadEntry(id: ConversationId): Promise<void> {
    await this.#entries.run(id, () =>
      this.#retried('entry', id, async () => {
        const { api, conversations } = this.#deps
        const read = await api.entry(id)
        const entry = conversations.deletedSince(read) ? await api.entry(id) : read
        this.#receive(entry, { beginning: this.#isNews(entry) ? await this.#beginning(entry) : [] })
      }),
    )
  }

  /** The line of a conversation that isn't here: with the overview, or its first lines, where those are on their way. */
  async loadUnknown(id: ConversationId): Promise<void> {
    await Promise.race([this.#overviewOnItsWay, this.#first])
    if (!this.#deps.conversations.get(id)) await this.loadEntry(id)
  }

  /** Fetches what came after the last seq that is here. */
  async catchUp(id: ConversationId): Promise<void> {
    await this.#sinces.run(id, () => this.#retried('since', id, () => this.#since(id)))
  }

  /** What I alone made of messages; null: it may have changed. */
  ownChanged(id: ConversationId, change: OwnChange | null): void {
    const live = this.#deps.conversations.get(id)
    if (!live) return
    if (change) live.changeOwn(change)
    this.#deps.goneMore()
    this.#deps.changed(id, [])
    if (!live.timeline) this.#deps.windowLost(id)
    if (live.ownBehind) void this.catchUpOwn(id)
    if (live.lineLost) void this.loadEntry(id)
  }

  /** Fetches the changes of my own marks that aren't here. */
  async catchUpOwn(id: ConversationId): Promise<void> {
    await this.#owns.run(id, () =>
      this.#retried('own', id, async () => {
        const live = this.#deps.conversations.get(id)
        if (!live?.ownBehind) return
        const change = await this.#deps.api.ownSince(id, live.own.known)
        if (live === this.#deps.conversations.get(id)) this.ownChanged(id, change)
      }),
    )
  }

  async differences({ load, catchUp, moved, wipe }: Difference): Promise<void> {
    for (const id of moved) this.#deps.changed(id, [])
    for (const id of wipe) this.#deps.lost(id)
    const needed = new Set([...load, ...catchUp.filter((id) => !this.#follows(id))])
    const followed = catchUp.filter((id) => !needed.has(id))
    const entries = needed.size > LINES_MAX ? [this.loadOverview()] : [...needed].map((id) => this.loadEntry(id))
    const lines = Promise.all(entries).then(() => this.#deps.linesKnown())
    await Promise.all([lines, ...followed.map((id) => this.catchUp(id))])
  }

  /** What is still on its way comes too late: what was here may be wiped. */
  stop(): void {
    this.#stopped = true
    this.forgetRetries()
  }

  /** After a reconnect: what failed is found by comparing heads. */
  forgetRetries(): void {
    for (const cancel of this.#retries.values()) cancel()
    this.#retries.clear()
    this.#failures.clear()
  }

  async #loadOverview(): Promise<void> {
    this.#overviewLoading = true
    const news: ConversationId[] = []
    try {
      const read = (await this.#begin()) ?? (await this.#readOverview())
      const { overview } = read
      if (this.#stopped) return
      for (const entry of overview.entries) {
        if (this.#isNews(entry)) news.push(entry.conversation.id)
        else this.#receive(entry)
      }
      this.#loseOthers(read)
      this.#deps.overviewLoaded(overview)
    } finally {
      this.#overviewLoading = false
    }
    for (const id of new Set([...news, ...this.#deps.conversations.unknown])) void this.loadEntry(id)
  }

  async #readOverview(first?: number): Promise<ReadOverview> {
    const known = [...this.#deps.conversations.all()].map(({ id }) => id)
    return { overview: await this.#deps.api.overview(first), known }
  }

  /** Has the first lines shown, where nothing is. Null: there are others, or none were wanted. */
  async #begin(): Promise<ReadOverview | null> {
    const lines = this.#deps.everyEvent() ? 0 : this.#deps.firstLines()
    if (lines === 0) return null
    const read = await this.#readOverview(lines)
    const { rest, ...first } = read.overview
    if (!rest || this.#stopped) return read
    for (const entry of first.entries) this.#receive(entry)
    this.#deps.firstLoaded({ ...first, rest })
    this.#firstHere()
    return null
  }

  #loseOthers({ overview, known }: ReadOverview): void {
    const there = new Set(overview.entries.map(({ conversation }) => conversation.id))
    for (const id of known) if (!there.has(id) && this.#deps.conversations.get(id)) this.#deps.lost(id)
  }

  /** Who follows every event is to be told how it began. */
  #isNews({ conversation }: OverviewEntry): boolean {
    return this.#deps.everyEvent() && !this.#deps.conversations.get(conversation.id)
  }

  /** What was visible from my coming on, up to where the line stands. */
  async #beginning({ conversation, member, lastSeq }: OverviewEntry): Promise<LogEvent[]> {
    const events: LogEvent[] = []
    for (let after = member.joinedSeq - 1; after < lastSeq; ) {
      const { entries } = await this.#deps.api.since(conversation.id, after)
      for (const entry of entries) if (entry.kind !== 'skip' && entry.seq <= lastSeq) events.push(entry)
      after = entries.at(-1)?.seq ?? lastSeq
    }
    return events
  }

  async #since(id: ConversationId): Promise<void> {
    const live = this.#deps.conversations.get(id)
    if (!live) return this.loadEntry(id)
    // Nothing shows the events between: the line alone says all there is to see.
    if (!this.#follows(id)) return this.#receiveAfresh(live)
    const before = live.lastSeq
    const { entries, last } = await this.#deps.api.since(id, before)
    const events: LogEvent[] = []
    for (const entry of entries) events.push(...live.append(entry).events)
    this.#deps.changed(id, events)
    if (last > live.lastSeq && this.#deps.everyEvent() && live.lastSeq > before) await this.#since(id)
    else if (last > live.lastSeq) await this.#receiveAfresh(live)
    else if (live.behind && live.lastSeq > before) await this.#since(id)
    else if (live.countLost) void this.loadEntry(id)
  }

  async #receiveAfresh(live: LiveConversation): Promise<void> {
    const followed = this.#deps.everyEvent()
    const entry = await this.#deps.api.entry(live.id)
    // Who began to follow meanwhile is told what it would pass over.
    if (!followed && this.#deps.everyEvent()) await this.#since(live.id)
    else if (this.#deps.conversations.get(live.id) === live) this.#receive(entry, { afresh: true })
  }

  #receive(entry: OverviewEntry, { afresh = false, beginning = [] }: Reception = {}): void {
    if (this.#stopped) return
    const id = entry.conversation.id
    const known = this.#deps.conversations.get(id)
    const jump = afresh || known === undefined || !this.#follows(id)
    const jumped = jump && known !== undefined && entry.lastSeq > known.lastSeq
    const stay = known?.stay
    const clearedTo = known?.clearedTo ?? 0
    const { events, behind } = this.#deps.conversations.receive(entry, jump)
    this.#deps.changed(id, [...beginning, ...events])
    const live = this.#deps.conversations.get(id)
    if (!live) return
    if (live.stay !== stay) this.#deps.seesMore(id)
    if (!known) this.#deps.arrived(id)
    if (known && live.clearedTo > clearedTo) this.#deps.cleared(id)
    if (jumped) this.#deps.passedOver(id)
    if (live.ownBehind) void this.catchUpOwn(id)
    if (live.lineLost || live.countLost) void this.loadEntry(id)
    if (behind || (!jump && entry.lastSeq > live.lastSeq)) void this.catchUp(id)
  }

  /** Its events are wanted, not only its line. */
  #follows(id: ConversationId): boolean {
    return this.#deps.everyEvent() || Boolean(this.#deps.conversations.get(id)?.timeline)
  }

  #applied(id: ConversationId, { events, behind }: Applied): void {
    this.#deps.changed(id, events)
    if (behind) void this.catchUp(id)
    else if (this.#deps.conversations.get(id)?.countLost) void this.loadEntry(id)
  }

  async #retried(what: Asked, id: ConversationId | null, run: () => Promise<void>): Promise<void> {
    const key = `${what} ${id}`
    try {
      await run()
      this.#failures.delete(key)
    } catch (error) {
      const { code, retryAfterMs } = asRefusal(error)
      if (id !== null && (code === 'not_found' || code === 'gone')) this.#deps.lost(id)
      else this.#retryLater(key, () => this.#ask(what, id), retryAfterMs)
    }
  }

  #ask(what: Asked, id: ConversationId | null): Promise<void> {
    if (id === null) return this.loadOverview()
    if (what === 'own') return this.catchUpOwn(id)
    return what === 'entry' ? this.loadEntry(id) : this.catchUp(id)
  }

  #retryLater(key: string, ask: () => Promise<void>, atLeastMs = 0): void {
    // Without a connection the heads are compared on the next one anyway.
    if (!this.#deps.reachable() || this.#retries.has(key)) return
    const failures = (this.#failures.get(key) ?? 0) + 1
    this.#failures.set(key, failures)
    const { environment } = this.#deps
    const again = (): void => {
      this.#retries.delete(key)
      void ask()
    }
    const delayMs = Math.max(atLeastMs, backoffMs(RETRY, failures, environment.random()))
    this.#retries.set(key, environment.after(delayMs, again))
  }
}
