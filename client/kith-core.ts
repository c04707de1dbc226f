import type { StoreApi } from 'zustand/vanilla'
import type { Me, Profile, StarredMessage, Uploaded } from '@/contracts/dto'
import type { ClientId, ConversationId, Instant, UserId } from '@/contracts/ids'
import type { StarredInput } from '@/contracts/inputs'
import { cell, put } from './cell'
import type { HandleDependencies } from './conversation'
import { Following } from './following'
import type { ConversationHandle, KithClient, PendingMessage, PlaceTarget, SendOptions } from './kith'
import { type CoreOptions, makeParts, type Parts } from './parts'
import { restore } from './restore'
import { asStoredWindow } from './storage/stored'
import { bringFile, type FileToBring } from './uploads/bring-file'

/** The client from its start to its end. */
export class KithCore implements KithClient {
  readonly me: StoreApi<Me>
  readonly #options: CoreOptions
  readonly #parts: Parts
  readonly #following: Following
  readonly restored: Promise<void>
  #stopped = false
  /** How often requests got through again. */
  #reached = 0

  constructor(options: CoreOptions) {
    this.#options = options
    this.me = cell(options.me)
    const parts = makeParts(options, () => this.#following)
    this.#parts = parts
    this.#following = new Following({
      me: options.me.profile.id,
      parts,
      restored: () => this.restored,
      onEvents: (id, events) => options.onEvents?.(id, events),
    })
    parts.people.restore([options.me.profile, ...(options.people ?? [])])
    parts.people.store.subscribe((people) => this.#peopleChanged(people))
    parts.contacts.role.subscribe((role) => {
      const me = this.me.getState()
      if (role && role !== me.role) put(this.me, { ...me, role })
    })
    this.restored = this.#restore()
    this.#connect()
  }

  get connection() {
    return this.#options.connection.state
  }
  get overview() {
    return this.#parts.overview.store
  }
  get people() {
    return this.#parts.people.store
  }
  get contacts() {
    return this.#parts.contacts.store
  }
  get presence() {
    return this.#parts.presence.store
  }
  get privateVersion() {
    return this.#parts.contacts.versions
  }
  get clockOffset() {
    return this.#parts.clock.offset
  }
  get drafts() {
    return this.#parts.drafts
  }
  get gone() {
    return this.#parts.gone
  }
  get pending() {
    return this.#parts.outbox.pending
  }

  conversation(id: ConversationId): ConversationHandle {
    return this.#parts.screens.conversation(id, () => this.#handleDependencies())
  }
  sendTo(
    places: readonly PlaceTarget[],
    text: string,
    options: Omit<SendOptions, 'replyTo'> | { readonly forward: NonNullable<PendingMessage['forward']> } = {},
  ): ClientId {
    const { outbox, screens } = this.#parts
    const clientId = outbox.add({ kind: 'text', ...options, text, places })
    for (const place of places) if ('conversationId' in place) screens.get(place.conversationId)?.said()
    screens.flush()
    return clientId
  }
  now(): number {
    return this.#parts.clock.now()
  }
  needPeople(userIds: readonly UserId[]): void {
    this.#parts.people.need(userIds)
  }
  watchPresence(userIds: readonly UserId[]): () => void {
    return this.#parts.presence.watch(userIds)
  }

  async openDirect(userId: UserId): Promise<ConversationId> {
    const { conversationId } = await this.#options.api.openDirect(userId)
    if (!this.#parts.conversations.get(conversationId)) await this.#parts.sync.loadEntry(conversationId)
    return conversationId
  }

  async deleteChat(id: ConversationId): Promise<void> {
    this.#following.stateTold(await this.#options.api.clear(id))
  }

  async acceptRequest(id: ConversationId): Promise<void> {
    this.#following.stateTold(await this.#options.api.acceptRequest(id))
  }

  async setPrivateState(
    id: ConversationId,
    change: {
      markedUnread?: boolean
      mutedUntil?: Instant | null
      mentionsOnly?: boolean
      pinned?: boolean
      archived?: boolean
    },
  ): Promise<void> {
    const { conversations, screens } = this.#parts
    const { pinned, ...rest } = change
    const pinnedAt = pinned ? this.#parts.clock.instant : null
    const answered = conversations.get(id)?.wish(pinned === undefined ? rest : { ...rest, pinnedAt })
    screens.changed(id)
    try {
      this.#following.stateTold(await this.#options.api.setPrivateState({ conversationId: id, ...change }))
    } finally {
      answered?.()
      screens.changed(id)
    }
  }

  editPending(clientId: ClientId, text: string, mentions?: readonly UserId[]): boolean {
    return this.#parts.outbox.edit(clientId, text, mentions)
  }

  async starred(before?: StarredInput['before']): Promise<readonly StarredMessage[]> {
    return this.#options.api.starred({ before })
  }

  cancelPending(clientId: ClientId): boolean {
    return this.#parts.outbox.cancel(clientId)
  }
  retryPending(clientId: ClientId): void {
    this.#parts.outbox.retry(clientId)
  }
  pauseUpload(clientId: ClientId, attachmentId: string): void {
    this.#parts.outbox.pauseUpload(clientId, attachmentId)
  }
  resumeUpload(clientId: ClientId, attachmentId: string): void {
    this.#parts.outbox.resumeUpload(clientId, attachmentId)
  }
  bringFile(file: FileToBring): Promise<Uploaded> {
    const { api, transfer, environment } = this.#options
    return bringFile({ transfer, find: api.findUpload, finished: api.finishedUpload, environment }, file)
  }
  activity(report: { visible: boolean; input: boolean }): void {
    this.#parts.activity.report(report)
    // What isn't on screen may be taken away without another word.
    if (report.visible || this.#stopped) return
    this.#parts.drafts.flush()
    this.#parts.marks.save()
    void this.#parts.saver.save()
  }
  wake(): void {
    this.#options.connection.wake()
  }

  async stop(): Promise<void> {
    this.#halt()
    await this.#parts.saver.save()
    this.#parts.saver.stop()
    await this.#options.storage.close()
  }

  async wipe(): Promise<void> {
    const { saver, conversations, screens } = this.#parts
    this.#halt()
    saver.stop()
    this.#parts.drafts.wipe()
    await this.restored
    await this.#options.storage.wipe()
    for (const { id } of [...conversations.all()]) {
      conversations.remove(id)
      screens.get(id)?.lost()
      screens.show(id)
    }
    screens.flush()
  }

  #connect(): void {
    const { connection } = this.#options
    const { heads, presence, requests } = this.#parts
    connection.start({
      online: () => void this.#online(),
      awake: () => void heads.compare(),
      fallback: () => void this.#reachable(),
      event: (event) => this.#following.heard(event),
      clock: (reading) => this.#parts.clock.hear(reading),
      ended: () => void this.wipe().then(() => this.#options.onEnded?.()),
    })
    this.#following.linesUnknown()
    connection.state.subscribe(({ status }) => {
      if (!requests.reachable()) this.#following.linesUnknown()
      if (status === 'online' || status === 'connecting') return
      heads.pause()
      presence.offline()
      // Another tab, of a newer page, sends what waits.
      if (status === 'outdated') this.#options.lease.release()
    })
  }

  #halt(): void {
    const { heads, sync, outbox, marks, drafts, typing, presence, screens } = this.#parts
    this.#stopped = true
    this.#following.stop()
    this.#options.connection.stop()
    this.#options.tabs.close()
    for (const part of [this.#parts.expiry, outbox, marks, drafts, typing, presence, ...screens.all()]) part.stop()
    heads.pause()
    sync.stop()
  }

  async #restore(): Promise<void> {
    const { clock, conversations, people, contacts, marks, drafts, outbox, overview, screens } = this.#parts
    const [stored, moves] = await Promise.all([restore(this.#options.storage, conversations), marks.start()])
    if (this.#stopped) return
    clock.restore(stored.clock)
    this.#parts.expiry.start()
    people.restore(stored.people)
    if (stored.contacts) contacts.restore(stored.contacts)
    for (const move of moves) if (move.read !== undefined) conversations.get(move.conversationId)?.readTo(move.read)
    await outbox.start()
    if (stored.overviewHere) overview.ready()
    for (const live of conversations.all()) {
      screens.show(live.id)
      drafts.follow(live.id)
      // An earlier run may have ended before the server knew.
      this.#following.tellDelivered(live.id, live.undelivered)
    }
    screens.flush()
    // A device that was never here doesn't wait for the connection: what comes between is found by comparing heads.
    if (!overview.isReady) void this.#parts.sync.loadOverview()
  }

  async #online(): Promise<void> {
    await this.restored
    if (this.#stopped) return
    this.#parts.presence.online()
    this.#parts.activity.online()
    await this.#reachable()
  }

  /** Requests get through again: what waited goes up, and what was missed comes down. */
  async #reachable(): Promise<void> {
    this.#reached += 1
    const reached = this.#reached
    await this.restored
    if (this.#stopped) return
    const { conversations, sync, outbox, marks, drafts, people, overview, heads, screens, prefetch } = this.#parts
    sync.forgetRetries()
    // What waits goes out once it is known that nobody has deleted its chat on another device: it would bring it back.
    if (outbox.isEmpty) outbox.release()
    marks.reconnected()
    people.resume()
    await sync.overviewOnItsWay()
    if (!overview.isReady) await sync.loadOverview()
    await heads.compare()
    if (this.#stopped) return
    // Also when they couldn't be compared: what waits doesn't wait for ever. A connection that came since asks by itself.
    if (reached === this.#reached) this.#following.linesKnown()
    drafts.reconnected()
    this.#following.askForLost()
    for (const live of conversations.all()) if (live.ownBehind) void sync.catchUpOwn(live.id)
    for (const handle of screens.all()) handle.resume()
    await prefetch.run(overview.store.getState().lines)
  }

  #peopleChanged(people: ReadonlyMap<UserId, Profile>): void {
    this.#parts.contacts.refresh(people)
    const me = this.me.getState()
    const profile = people.get(me.profile.id)
    if (profile && profile !== me.profile) put(this.me, { ...me, profile })
  }

  #handleDependencies(): HandleDependencies {
    const { api, storage, environment } = this.#options
    const { clock, conversations, sync, outbox, marks, typing, screens, requests } = this.#parts
    return {
      me: this.me.getState().profile.id,
      api,
      requests,
      environment,
      clock,
      conversations,
      sync,
      outbox,
      marks,
      typing,
      restored: this.restored,
      storedWindow: async (id) => asStoredWindow(await storage.get('windows', id)),
      tellTyping: (id) => requests.tellTyping(id),
      clearMarkedUnread: (id) => void this.setPrivateState(id, { markedUnread: false }).catch(() => {}),
      changed: screens.changed,
      flush: screens.flush,
    }
  }
}
