import type { LogEvent, MessagePosted, Overview, Place } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { LiveConversation } from './live/live-conversation'
import type { Parts, Told } from './parts'
import type { ServerEvent } from './server-event'
import type { StateTold } from './state-told'
import type { FirstEntries } from './sync'

/** After that, a message of mine that isn't here is asked for. */
const PUSHED_WITHIN_MS = 1_000

interface Dependencies {
  readonly me: UserId
  readonly parts: Parts
  /** What is stored here is loaded. */
  readonly restored: () => Promise<void>
  readonly onEvents: (id: ConversationId, events: readonly LogEvent[]) => void
}

/** What the client does about what it is told. */
export class Following implements Told {
  readonly #deps: Dependencies
  readonly #parts: Parts
  /** The delivered marks that are on their way already. */
  readonly #deliveredAsked = new Map<ConversationId, Seq>()
  readonly #seesMore = new Set<ConversationId>()
  #placesChanged = false
  #knowsLines = false
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    this.#parts = dependencies.parts
  }

  stop(): void {
    this.#stopped = true
  }

  /** A push. */
  heard(event: ServerEvent): void {
    if (this.#stopped) return
    const { sync, conversations, screens, contacts, people, presence, typing, heads, outbox } = this.#parts
    switch (event.name) {
      case 'log:appended':
        void this.#deps.restored().then(() => this.#stopped || sync.append(event.payload))
        break
      case 'message:posted':
        void this.#deps.restored().then(() => this.#stopped || this.#posted(event.payload))
        break
      case 'receipts:moved':
        conversations.moveReceipts(event.payload.conversationId, event.payload.receipts)
        screens.changed(event.payload.conversationId)
        break
      case 'state:changed':
        this.stateTold(event.payload)
        break
      case 'own:changed':
        void this.#deps
          .restored()
          .then(() => this.#stopped || sync.ownChanged(event.payload.conversationId, event.payload))
        break
      case 'private:changed':
        void contacts.follow(event.payload.privateVersion)
        break
      case 'profile:changed':
        people.learn([event.payload])
        break
      case 'presence:changed':
        presence.learn([event.payload])
        break
      case 'typing:started':
        if (event.payload.userId !== this.#deps.me) typing.started(event.payload.conversationId, event.payload.userId)
        break
      case 'heads:moved':
        void heads.compare()
        break
      case 'heads:doubted':
        void heads.compare()
        // What kept the gateway from knowing may be what it refused sends for.
        outbox.reconnected()
        break
    }
  }

  /** One event, however many places of the message I see. */
  #posted(event: MessagePosted): void {
    for (const { conversationId, seq } of event.message.places) {
      this.#parts.sync.append({ ...event, conversationId, seq, message: { ...event.message, changedSeq: seq } })
    }
  }

  applied(id: ConversationId, events: readonly LogEvent[]): void {
    if (this.#stopped) return
    const { conversations, screens, outbox } = this.#parts
    for (const event of events) this.#happened(id, event)
    if (events.some(({ kind }) => kind === 'messages:erased')) this.#erased(id)
    const live = conversations.get(id)
    if (live) {
      if (live.direct) outbox.appeared(id)
      screens.get(id)?.appeared()
      outbox.covered(id, live.lastSeq)
      this.tellDelivered(id, live.undelivered)
      this.#parts.drafts.follow(id)
    }
    if (events.length > 0) this.#deps.onEvents(id, events)
    screens.changed(id)
  }

  stateTold(told: StateTold): void {
    if (this.#stopped) return
    const known = this.#parts.conversations.get(told.conversationId)
    const [before, waited] = [known?.clearedTo ?? 0, known?.toldState.request ?? false]
    const live = this.#parts.conversations.changeState(told)
    if (live?.toldState.away) {
      this.lost(live.id)
      return
    }
    if (live && live.clearedTo > before) this.cleared(live.id)
    if (live && waited) this.#accepted(live)
    this.#parts.drafts.follow(told.conversationId)
    this.#parts.screens.changed(told.conversationId)
    if (live?.ownBehind) void this.#parts.sync.catchUpOwn(told.conversationId)
    if (live?.countLost) void this.#parts.sync.loadEntry(told.conversationId)
  }

  /** What I read while it waited for my yes is told from now on. */
  #accepted(live: LiveConversation): void {
    if (live.toldState.request) return
    this.tellDelivered(live.id, live.undelivered)
    this.#parts.marks.move(live.id, { seen: live.read })
  }

  /** I deleted it up to a point, and it came back since: what waited goes as well. */
  cleared(id: ConversationId): void {
    this.#parts.outbox.forget(id)
    this.#parts.drafts.forget(id)
    // One that was begun since.
    this.#parts.drafts.follow(id)
    this.placesChanged()
    if (this.#parts.conversations.get(id)?.timeline === null) this.#parts.screens.get(id)?.resume()
  }

  /** A chat is here, or isn't any more: a message that stands there as well says so elsewhere. */
  placesChanged(): void {
    if (this.#placesChanged) return
    this.#placesChanged = true
    queueMicrotask(() => {
      this.#placesChanged = false
      const { conversations, screens } = this.#parts
      conversations.places.changed()
      this.#parts.goneMore()
      for (const live of conversations.all()) if (screens.get(live.id) || live.endsElsewhere) screens.show(live.id)
    })
  }

  /** `seq` null: there is nothing to tell. */
  tellDelivered(id: ConversationId, seq: Seq | null): void {
    if (seq === null || seq <= (this.#deliveredAsked.get(id) ?? 0)) return
    this.#deliveredAsked.set(id, seq)
    this.#parts.marks.move(id, { delivered: seq })
  }

  /** Something of it is gone for ever, or hidden until it is. */
  #erased(id: ConversationId): void {
    const { conversations, saver, screens, sync } = this.#parts
    const live = conversations.get(id)
    if (!live) return
    this.placesChanged()
    saver.forgetOld(id)
    if (live.timeline === null) screens.get(id)?.resume()
    if (live.lineLost) void sync.loadEntry(id)
  }

  /** Without a word from the server, what is over by the clock is hidden. */
  expire(): void {
    if (this.#stopped) return
    const { conversations, clock, screens } = this.#parts
    for (const live of conversations.all()) {
      if (!live.expire(clock.instant)) continue
      this.#erased(live.id)
      screens.changed(live.id)
    }
  }

  /** What was hidden by the clock is asked for. */
  askForLost(): void {
    const { conversations, sync } = this.#parts
    for (const live of conversations.all()) if (live.lineLost || live.countLost) void sync.loadEntry(live.id)
  }

  passedOver(id: ConversationId): void {
    this.#doubtUnread(id)
    this.#doubtPlacesIn(id)
    this.#parts.goneMore()
    const handle = this.#parts.screens.get(id)
    if (handle) handle.passedOver()
    else this.#parts.conversations.get(id)?.trim(0)
  }

  /** What was said in it before may stand elsewhere too: what is loaded there doesn't say "also in" it yet. */
  seesMore(id: ConversationId): void {
    const live = this.#parts.conversations.get(id)
    if (!live || live.direct || live.stay <= 1) return
    const asked = this.#seesMore.size > 0
    this.#seesMore.add(id)
    if (!asked) queueMicrotask(() => this.#doubtElsewhere())
  }

  /**
   * A chat that isn't there any more is one that I deleted, here or on another device; one that others ended or put me out of stays
   * readable. What I wrote for it and didn't get away goes as well.
   */
  lost(id: ConversationId): void {
    const { conversations, marks, outbox, saver, screens } = this.#parts
    outbox.forget(id)
    conversations.remove(id)
    this.placesChanged()
    outbox.covered(id, Number.POSITIVE_INFINITY)
    marks.forget(id)
    this.#parts.drafts.forget(id)
    this.#deliveredAsked.delete(id)
    void saver.wipe(id)
    screens.get(id)?.lost()
    screens.show(id)
  }

  /** It is known which chats are here, and how far I deleted them: what waits for them goes out. */
  linesKnown(): void {
    const { outbox, requests } = this.#parts
    if (this.#stopped || !requests.reachable()) return
    this.#knowsLines = true
    if (outbox.isHolding) outbox.release()
  }

  /** The connection is lost, or not there yet: nothing that was written is told before it is known again. */
  linesUnknown(): void {
    this.#knowsLines = false
    this.#parts.outbox.hold()
  }

  get knowsLines(): boolean {
    return this.#knowsLines
  }

  acknowledged({ places }: Sent, events: readonly MessagePosted[]): void {
    if (this.#stopped) return
    const { conversations, sync } = this.#parts
    for (const event of events) if (conversations.get(event.conversationId)) sync.append(event)
    for (const { conversationId } of places) if (!conversations.get(conversationId)) void sync.loadEntry(conversationId)
    if (events.length === 0) this.#comes(places)
    this.#covered(places)
  }

  /** A snapshot may have shown it in one of these before anybody here knew that it was there. */
  #covered(places: readonly Place[]): void {
    const { conversations, outbox } = this.#parts
    for (const { conversationId } of places) {
      const live = conversations.get(conversationId)
      if (live) outbox.covered(conversationId, live.lastSeq)
    }
  }

  firstLoaded({ rest, ...first }: FirstEntries): void {
    this.#parts.overview.begun(rest)
    this.#named(first)
  }

  overviewLoaded(overview: Overview): void {
    this.#parts.saver.put({ table: 'meta', key: 'overview', value: { here: true } })
    this.#parts.overview.ready()
    this.#parts.drafts.keepOnly(new Set([...this.#parts.conversations.all()].map(({ id }) => id)))
    this.#named(overview)
  }

  #named({ people, privateVersion }: Overview): void {
    this.#parts.people.learn(people)
    void this.#parts.contacts.follow(privateVersion)
    this.#parts.screens.show()
  }

  /** What the server decided is pushed right away: fetched when it hasn't come. */
  #comes(places: readonly Place[]): void {
    const { conversations, environment, sync } = this.#parts
    environment.after(PUSHED_WITHIN_MS, () => {
      for (const { conversationId, seq } of places) {
        const live = conversations.get(conversationId)
        if (!this.#stopped && live && live.lastSeq < seq) void sync.catchUp(conversationId)
      }
    })
  }

  /** A chat came that wasn't here. What stands there too may have been read elsewhere before it was erased there. */
  arrived(id: ConversationId): void {
    this.placesChanged()
    this.#doubtPlacesIn(id, this.#parts.conversations.get(id)?.lastSeq)
  }

  /** Windows that are kept and not here. */
  #doubtUnread(id: ConversationId): void {
    const { conversations, saver } = this.#parts
    const unread = [...conversations.all()].filter((live) => live.id !== id && live.timeline === null)
    saver.forgetWindows(unread.map((live) => live.id))
  }

  /** What was erased there meanwhile nobody told here: messages that stand there too may not any more. */
  #doubtPlacesIn(id: ConversationId, before?: Seq): void {
    const { conversations, screens, sync } = this.#parts
    for (const live of [...conversations.all()].filter((one) => one.id !== id && one.namesPlaceIn(id, before))) {
      live.doubt()
      screens.get(live.id)?.passedOver()
      void sync.loadEntry(live.id)
    }
  }

  #doubtElsewhere(): void {
    const { conversations, overview, saver, sync } = this.#parts
    const [only, ...more] = this.#seesMore
    this.#seesMore.clear()
    if (this.#stopped) return
    const elsewhere = [...conversations.all()].filter(({ id }) => more.length > 0 || id !== only)
    for (const live of elsewhere) {
      live.doubt()
      this.passedOver(live.id)
    }
    saver.forgetWindows(elsewhere.map(({ id }) => id))
    if (overview.isReady) void sync.loadOverview()
  }

  #happened(id: ConversationId, event: LogEvent): void {
    const { me } = this.#deps
    const { typing, outbox, sync, screens } = this.#parts
    if (event.kind === 'message:posted') {
      typing.spoke(id, event.actorId)
      if (event.actorId === me) {
        outbox.applied(event)
        this.#covered(event.message.places)
      }
    } else if (event.kind === 'message:filesErased' || event.kind === 'message:deleted') {
      this.#parts.goneMore()
    } else if (event.kind === 'member:joined' && event.member.userId === me) {
      this.seesMore(id)
      // A new stay begins with marks of its own.
      void sync.loadEntry(id).then(() => screens.get(id)?.resume())
    }
  }
}
