import type { StoreApi } from 'zustand/vanilla'
import type { LogEvent, Me, Overview, Profile } from '@/contracts/dto'
import type { ClientId, ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import { Activity } from './activity'
import { cell, put } from './cell'
import { ContactList } from './contacts'
import { type HandleDependencies, OpenConversation } from './conversation'
import type { ClientOptions } from './create-client'
import { HeadsLoop } from './heads-loop'
import type { ConversationHandle, KithClient } from './kith'
import type { Lease } from './lease'
import { Conversations } from './live/conversations'
import { Marks } from './marks'
import { Outbox } from './outbox'
import { OverviewView } from './overview-view'
import { People } from './people'
import { Prefetch } from './prefetch'
import { PresenceWatch } from './presence'
import { requestsOver } from './requests'
import { restore } from './restore'
import { Saver } from './saver'
import type { ServerEvent } from './server-event'
import type { StateTold } from './state-told'
import { asStoredWindow } from './storage/stored'
import { Sync } from './sync'
import type { Tabs } from './tabs'
import { Typing } from './typing'

/** How long a connection that stands may take to show that it is alive. */
const PROBE_TIMEOUT_MS = 1_000

type Options = ClientOptions & { readonly lease: Lease; readonly tabs: Tabs; readonly prefetch: number }

/** Where the parts of the client meet. */
export class KithCore implements KithClient {
  readonly me: StoreApi<Me>
  readonly #options: Options
  readonly #conversations: Conversations
  readonly #handles = new Map<ConversationId, OpenConversation>()
  readonly #dirty = new Set<ConversationId>()
  readonly #deliveredAsked = new Map<ConversationId, Seq>()
  readonly #people: People
  readonly #contacts: ContactList
  readonly #presence: PresenceWatch
  readonly #typing: Typing
  readonly #activity: Activity
  readonly #outbox: Outbox
  readonly #marks: Marks
  readonly #saver: Saver
  readonly #sync: Sync
  readonly #heads: HeadsLoop
  readonly #view: OverviewView
  readonly #prefetch: Prefetch
  readonly #restored: Promise<void>
  #overviewHere = false
  #flushing = false
  #stopped = false

  constructor(options: Options) {
    const { api, connection, environment, storage, lease, tabs } = options
    const me = options.me.profile.id
    const requests = requestsOver(connection, api)
    const { reachable } = requests
    const changed = (id: ConversationId): void => this.#touch(id)
    this.#options = options
    this.me = cell(options.me)
    const conversations = new Conversations(me)
    this.#conversations = conversations
    this.#saver = new Saver(storage, conversations, environment)
    const saver = this.#saver
    this.#people = new People({ api, environment, saver })
    this.#contacts = new ContactList({
      api,
      people: () => this.#people.store.getState(),
      learn: (profiles) => this.#people.learn(profiles),
      save: (value) => saver.put({ table: 'contacts', key: 'contacts', value }),
    })
    this.#presence = new PresenceWatch({ environment, watch: requests.watchPresence })
    this.#typing = new Typing(environment, changed)
    this.#activity = new Activity(environment, requests.reportActivity)
    this.#sync = new Sync({
      api,
      conversations,
      environment,
      reachable,
      everyEvent: () => options.everyEvent?.() ?? false,
      changed: (id, events) => this.#applied(id, events),
      passedOver: (id) => {
        const handle = this.#handles.get(id)
        if (handle) handle.passedOver()
        else this.#conversations.get(id)?.trim(0)
      },
      lost: (id) => this.#lost(id),
      overviewLoaded: (overview) => this.#overviewLoaded(overview),
    })
    this.#outbox = new Outbox({
      me,
      storage,
      environment,
      lease,
      tabs,
      reachable,
      send: requests.send,
      edit: requests.edit,
      delete: requests.delete,
      forget: (clientId) => saver.put({ table: 'outbox', key: clientId, value: undefined }),
      acknowledged: (event) => this.#conversations.get(event.conversationId) && this.#sync.append(event),
      changed,
    })
    this.#marks = new Marks({
      storage,
      environment,
      reachable,
      moveMarks: requests.moveMarks,
      moved: ({ states }) => {
        for (const told of states) this.#stateTold(told)
      },
    })
    this.#heads = new HeadsLoop({
      conversations,
      environment,
      privateVersion: () => this.#contacts.version,
      people: () => this.#people.onScreen(this.contacts.getState().contacts.map(({ profile }) => profile.id)),
      compare: requests.compareHeads,
      learn: (profiles) => this.#people.learn(profiles),
      private: (version) => void this.#contacts.follow(version),
      differences: (difference) => this.#sync.differences(difference),
    })
    this.#view = new OverviewView({ conversations, outbox: this.#outbox, typing: this.#typing, environment })
    this.#prefetch = new Prefetch({ api, conversations, changed, max: options.prefetch })
    this.#people.restore([options.me.profile, ...(options.people ?? [])])
    this.#people.store.subscribe((people) => this.#peopleChanged(people))
    this.#restored = this.#restore()
    connection.start({
      online: () => void this.#online(),
      awake: () => void this.#heads.compare(PROBE_TIMEOUT_MS),
      fallback: () => void this.#reconnected(),
      event: (event) => this.#heard(event),
      ended: () => void this.#ended(),
    })
    connection.state.subscribe(({ status }) => {
      if (status === 'waiting') this.#offline()
    })
  }

  get connection() {
    return this.#options.connection.state
  }
  get overview() {
    return this.#view.store
  }
  get people() {
    return this.#people.store
  }
  get contacts() {
    return this.#contacts.store
  }
  get presence() {
    return this.#presence.store
  }
  get pending() {
    return this.#outbox.pending
  }

  conversation(id: ConversationId): ConversationHandle {
    const known = this.#handles.get(id)
    if (known) return known
    const handle = new OpenConversation(id, this.#handleDependencies())
    this.#handles.set(id, handle)
    return handle
  }

  needPeople(userIds: readonly UserId[]): void {
    this.#people.need(userIds)
  }

  watchPresence(userIds: readonly UserId[]): () => void {
    return this.#presence.watch(userIds)
  }

  async openDirect(userId: UserId): Promise<ConversationId> {
    const { conversationId } = await this.#options.api.openDirect(userId)
    if (!this.#conversations.get(conversationId)) await this.#sync.loadEntry(conversationId)
    return conversationId
  }

  async setPrivateState(
    id: ConversationId,
    change: { markedUnread?: boolean; mutedUntil?: Instant | null; pinned?: boolean; archived?: boolean },
  ): Promise<void> {
    const { pinned, ...rest } = change
    const pinnedAt = pinned ? new Date(this.#options.environment.now()).toISOString() : null
    const answered = this.#conversations.get(id)?.wish(pinned === undefined ? rest : { ...rest, pinnedAt })
    this.#touch(id)
    try {
      this.#stateTold(await this.#options.api.setPrivateState({ conversationId: id, ...change }))
    } finally {
      answered?.()
      this.#touch(id)
    }
  }

  editPending(clientId: ClientId, text: string): boolean {
    return this.#outbox.edit(clientId, text)
  }
  cancelPending(clientId: ClientId): boolean {
    return this.#outbox.cancel(clientId)
  }
  retryPending(clientId: ClientId): void {
    this.#outbox.retry(clientId)
  }
  activity(report: { visible: boolean; input: boolean }): void {
    this.#activity.report(report)
  }
  wake(): void {
    this.#options.connection.wake()
  }

  async stop(): Promise<void> {
    this.#halt()
    await this.#saver.save()
    this.#saver.stop()
    await this.#options.storage.close()
  }

  async wipe(): Promise<void> {
    this.#halt()
    this.#saver.stop()
    await this.#restored
    await this.#options.storage.wipe()
    for (const live of [...this.#conversations.all()]) {
      this.#conversations.remove(live.id)
      this.#handles.get(live.id)?.lost()
      this.#dirty.add(live.id)
    }
    this.#flush()
  }

  #halt(): void {
    this.#stopped = true
    this.#options.connection.stop()
    this.#options.tabs.close()
    this.#heads.pause()
    this.#sync.forgetRetries()
    this.#outbox.stop()
    this.#marks.stop()
    this.#typing.stop()
    this.#presence.stop()
    for (const handle of this.#handles.values()) handle.stop()
  }

  async #restore(): Promise<void> {
    const stored = await restore(this.#options.storage, this.#conversations)
    if (this.#stopped) return
    this.#overviewHere ||= stored.overviewHere
    this.#people.restore(stored.people)
    if (stored.contacts) this.#contacts.restore(stored.contacts)
    for (const move of await this.#marks.start())
      if (move.read !== undefined) this.#conversations.get(move.conversationId)?.readTo(move.read)
    await this.#outbox.start()
    if (this.#overviewHere) this.#view.ready()
    for (const live of this.#conversations.all()) {
      this.#dirty.add(live.id)
      // An earlier run may have ended before the server knew.
      this.#tellDelivered(live.id, live.undelivered)
    }
    this.#flush()
  }

  async #online(): Promise<void> {
    await this.#restored
    if (this.#stopped) return
    this.#presence.online()
    this.#activity.online()
    await this.#reconnected()
  }

  async #reconnected(): Promise<void> {
    await this.#restored
    if (this.#stopped) return
    this.#sync.forgetRetries()
    this.#outbox.reconnected()
    this.#marks.reconnected()
    this.#people.resume()
    if (!this.#overviewHere) await this.#sync.loadOverview()
    await this.#heads.compare()
    if (this.#stopped) return
    for (const handle of this.#handles.values()) handle.resume()
    await this.#prefetch.run(this.#view.store.getState().lines)
  }

  #offline(): void {
    this.#heads.pause()
    this.#presence.offline()
  }

  #heard(event: ServerEvent): void {
    if (this.#stopped) return
    switch (event.name) {
      case 'log:appended':
        void this.#restored.then(() => this.#stopped || this.#sync.append(event.payload))
        break
      case 'receipts:moved':
        this.#conversations.moveReceipts(event.payload.conversationId, event.payload.receipts)
        this.#touch(event.payload.conversationId)
        break
      case 'state:changed':
        this.#stateTold(event.payload)
        break
      case 'private:changed':
        void this.#contacts.follow(event.payload.privateVersion)
        break
      case 'profile:changed':
        this.#people.learn([event.payload])
        break
      case 'presence:changed':
        this.#presence.learn([event.payload])
        break
      case 'typing:started':
        if (event.payload.userId !== this.me.getState().profile.id)
          this.#typing.started(event.payload.conversationId, event.payload.userId)
        break
      case 'heads:doubted':
        void this.#heads.compare()
        break
    }
  }

  #stateTold(told: StateTold): void {
    if (this.#stopped) return
    const live = this.#conversations.changeState(told)
    this.#touch(told.conversationId)
    if (live?.countLost) void this.#sync.loadEntry(told.conversationId)
  }

  #applied(id: ConversationId, events: readonly LogEvent[]): void {
    if (this.#stopped) return
    const live = this.#conversations.get(id)
    const me = this.me.getState().profile.id
    for (const event of events) {
      if (event.kind === 'message:posted') {
        this.#typing.ended(id, event.actorId)
        if (event.actorId === me) this.#outbox.applied(event)
      } else if (event.kind === 'member:joined' && event.member.userId === me) {
        // A new stay may show other parts of the past, and begins with marks of its own.
        live?.dropWindow()
        void this.#sync.loadEntry(id).then(() => this.#handles.get(id)?.resume())
      }
    }
    if (live) {
      this.#handles.get(id)?.appeared()
      this.#outbox.covered(id, live.lastSeq)
      this.#tellDelivered(id, live.undelivered)
    }
    if (events.length > 0) this.#options.onEvents?.(id, events)
    this.#touch(id)
  }

  #tellDelivered(id: ConversationId, seq: Seq | null): void {
    if (seq === null || seq <= (this.#deliveredAsked.get(id) ?? 0)) return
    this.#deliveredAsked.set(id, seq)
    this.#marks.move(id, { delivered: seq })
  }

  #overviewLoaded(overview: Overview): void {
    this.#overviewHere = true
    this.#saver.put({ table: 'meta', key: 'overview', value: { here: true } })
    this.#view.ready()
    this.#people.learn(overview.people)
    void this.#contacts.follow(overview.privateVersion)
    this.#flushSoon()
  }

  #lost(id: ConversationId): void {
    this.#conversations.remove(id)
    this.#marks.forget(id)
    this.#deliveredAsked.delete(id)
    void this.#saver.wipe(id)
    this.#handles.get(id)?.lost()
    this.#touch(id)
  }

  async #ended(): Promise<void> {
    await this.wipe()
    this.#options.onEnded?.()
  }

  #peopleChanged(people: ReadonlyMap<UserId, Profile>): void {
    this.#contacts.refresh(people)
    const me = this.me.getState()
    const profile = people.get(me.profile.id)
    if (profile && profile !== me.profile) put(this.me, { ...me, profile })
  }

  #touch(id: ConversationId): void {
    if (this.#conversations.get(id)) this.#saver.conversation(id)
    this.#dirty.add(id)
    this.#flushSoon()
  }

  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    this.#flushing = false
    const dirty = [...this.#dirty]
    this.#dirty.clear()
    this.#view.show(dirty)
    for (const id of dirty) this.#handles.get(id)?.show()
  }

  #handleDependencies(): HandleDependencies {
    const { api, storage, environment } = this.#options
    return {
      environment,
      requests: requestsOver(this.#options.connection, api),
      me: this.me.getState().profile.id,
      api,
      conversations: this.#conversations,
      sync: this.#sync,
      outbox: this.#outbox,
      marks: this.#marks,
      typing: this.#typing,
      restored: this.#restored,
      storedWindow: async (id) => asStoredWindow(await storage.get('windows', id)),
      tellTyping: (id) => requestsOver(this.#options.connection, api).tellTyping(id),
      clearMarkedUnread: (id) => void this.setPrivateState(id, { markedUnread: false }).catch(() => {}),
      changed: (id) => this.#touch(id),
      flush: () => this.#flush(),
    }
  }
}
