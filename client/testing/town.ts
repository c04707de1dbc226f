import type { Draft } from '@/contracts/dto'
import type { ConversationId, Instant, UserId } from '@/contracts/ids'
import type { ConversationHandle, PlaceTarget } from '../kith'
import type { Chance } from './chance'
import { Device } from './device'
import { textTo } from './make'
import { ModelServer } from './model-server'
import { Network } from './network'
import { Timers } from './timers'
import { Weighted } from './weighted'

const USERS = 3
/** Of clocks: right, or off by a day. */
const SKEWS_MS = [0, 0, 86_400_000, -86_400_000]
const EMOJIS = ['👍', '❤️', '😂', null]
/** Lets what was delivered work itself out: promises, not time. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A server, its users with their devices, and the network between; everything happens by chance. */
export class Town {
  readonly chance: Chance
  readonly timers = new Timers()
  readonly network = new Network()
  readonly server: ModelServer
  readonly users: UserId[]
  readonly devices: Device[]
  readonly conversations: ConversationId[] = []
  readonly #steps: Weighted<() => Promise<void>>
  #said = 0

  constructor(chance: Chance) {
    this.chance = chance
    this.server = new ModelServer(
      () => this.timers.now,
      (userId, event, except = []) => {
        for (const device of this.devices ?? [])
          if (device.userId === userId && !except.includes(device.id)) device.connection.push(event)
      },
    )
    this.users = Array.from({ length: USERS }, (_, index) => this.server.addUser(`user${index}`))
    const around = { server: this.server, network: this.network, timers: this.timers, chance }
    // The first user has two devices.
    const [transport, happenings, touches] = [this.#transport(), this.#happenings(), this.#touches()]
    this.#steps = new Weighted(chance, [
      [50, async () => transport.pick(chance)?.()],
      [28, async () => happenings.pick(chance)?.()],
      [22, async () => touches.pick(chance)?.()],
    ])
    this.devices = [...this.users, ...this.users.slice(0, 1)].map(
      (userId, index) => new Device(`${index}`, userId, around, chance.pick(SKEWS_MS)),
    )
  }

  async found(): Promise<void> {
    const [ana, bea, carl] = this.users
    if (!ana || !bea || !carl) return
    this.conversations.push(await this.server.createGroup(ana, 'All', [bea, carl]))
    this.conversations.push(await this.server.createGroup(bea, 'Two', [ana]))
    this.conversations.push((await this.server.api(ana, 500).openDirect(bea)).conversationId)
  }

  /** One thing that happens. */
  async step(): Promise<void> {
    await this.#steps.pick(this.chance)?.()
    if (this.chance.next() < 0.7) await settle()
  }

  /** Everything arrives from now on, and everybody compares heads once. */
  async quieten(): Promise<void> {
    for (const device of this.devices) device.connection.up()
    await this.#rest()
    for (const device of this.devices) device.client.wake()
    await this.#rest()
    // What a device hid by itself is gone for all; what went along of a member's own is told by heads alone.
    this.server.erase()
    await this.#rest()
    for (const device of this.devices) device.client.wake()
    await this.#rest()
  }

  get #id(): ConversationId {
    return this.chance.pick(this.conversations) ?? ''
  }
  get #user(): UserId {
    return this.chance.pick(this.users) ?? ''
  }

  /** Something at the server, by no device of ours. Much of it isn't allowed: that is not what is tested here. */
  #happenings(): Weighted<() => Promise<void>> {
    const { chance, server } = this
    const some = <T>(...items: T[]): T => chance.pick(items) as T
    const happen = (weight: number, run: (actor: UserId, id: ConversationId, other: UserId) => unknown) =>
      [weight, async () => void (await Promise.resolve(run(this.#user, this.#id, this.#user)).catch(() => {}))] as const
    return new Weighted(chance, [
      happen(28, (actor, id) => this.#post(actor, id)),
      happen(18, (actor, id) => this.#changeMessage(actor, id)),
      happen(8, (_, id) => this.#editNewest(id)),
      happen(20, (_, id) => this.#flurry(id)),
      happen(8, (_, id) => this.#placeMore(id)),
      happen(6, (actor, id) => server.change(actor, id, { name: `name ${this.#next()}` })),
      happen(4, (actor, id) => server.change(actor, id, { pastOpen: some(true, false) })),
      happen(5, (_, id) => this.#showSeen(id, some(true, false))),
      happen(9, (actor, id) => server.change(actor, id, { disappearAfterMs: some(null, 500, 2_000, 9_000) })),
      happen(2, (actor, id) => server.change(actor, id, { endsAt: some(null, this.#at(4_000), this.#at(20_000)) })),
      happen(6, () => server.erase()),
      happen(2, () => server.retain(some(null, null, null, 9_000), some(null, 2_000))),
      happen(10, (actor, id, other) => server.add(actor, id, other)),
      happen(7, (actor, id, other) => server.remove(actor, id, some(actor, other))),
      happen(5, (actor, id, other) => server.setRole(actor, id, other, some('owner', 'admin', 'member'))),
      happen(8, (actor, id) => this.#moveMarks(actor, id)),
      happen(5, (actor, id) =>
        server.api(actor, 500).setPrivateState({ conversationId: id, pinned: some(true, false) }),
      ),
      happen(3, (actor, id) => server.api(actor, 500).setPrivateState({ conversationId: id, draft: this.#draft() })),
      happen(24, (_, id) => this.#pinSome(id)),
      happen(6, (actor, id) => server.api(actor, 500).setOwn({ conversationId: id, ...this.#ownMarks() })),
      happen(5, (actor, id) => this.#changeHidden(actor, id)),
      happen(4, (actor, _, other) => this.#changeOfBlocked(actor, other)),
      happen(4, (actor, id) => server.api(actor, 500).clear(id)),
      happen(1, (actor, id) => server.leaveForGood(actor, id)),
      happen(2, (actor, _, other) => this.#foundMore(actor, other)),
      happen(5, (actor) => server.askFirst(actor, some('chats', 'groups'), chance.next() < 0.7)),
      happen(4, (actor, _, other) => this.#meet(actor, other)),
      happen(5, (actor, id) => server.api(actor, 500).acceptRequest(id)),
      happen(5, (actor, id) => server.join(actor, id)),
      happen(1, (actor, id) => server.decline(actor, id)),
      happen(1, (actor, id, other) => server.takeBack(actor, id, other)),
      happen(3, (actor, _, other) => actor !== other && server.block(actor, other)),
      happen(3, (actor, _, other) => server.unblock(actor, other)),
      happen(3, (actor) => server.rename(actor, `User ${this.#next()}`)),
      happen(2, (actor, _, other) => actor !== other && server.addContact(actor, other)),
    ])
  }

  /** Something on one of the devices. */
  #touches(): Weighted<() => Promise<void>> {
    const { chance } = this
    const some = <T>(...items: T[]): T => chance.pick(items) as T
    const touch = (weight: number, run: (device: Device) => unknown) =>
      [
        weight,
        async () => {
          const device = chance.pick(this.devices)
          if (device) run(device)
        },
      ] as const
    const handle = (weight: number, run: (handle: ConversationHandle) => unknown) =>
      touch(weight, (device) => {
        const open = chance.pick([...device.open.values()])
        if (open) run(open)
      })
    return new Weighted(chance, [
      touch(15, (device) => device.connection.cut()),
      touch(25, (device) => device.connection.up()),
      touch(3, (device) => device.restart()),
      touch(17, (device) => device.toggle(this.#id)),
      touch(3, (device) => device.client.wake()),
      touch(2, (device) => device.client.deleteChat(this.#id).catch(() => {})),
      touch(2, (device) => device.client.acceptRequest(this.#id).catch(() => {})),
      touch(2, (device) => this.#revised(device)),
      touch(3, (device) => device.client.needPeople(this.users)),
      touch(4, (device) => device.client.setPrivateState(this.#id, { archived: chance.next() < 0.5 }).catch(() => {})),
      touch(8, (device) => this.#written(device)),
      handle(9, (open) => open.read(Math.max(0, open.store.getState().lastSeq - chance.below(3) * chance.below(4)))),
      handle(4, (open) => open.loadOlder()),
      handle(3, (open) => open.loadNewer()),
      handle(3, (open) => open.jumpToEnd()),
      handle(2, (open) => open.jumpTo(chance.below(30))),
      handle(3, (open) => {
        const seqs = open.store.getState().events.map(({ seq }) => seq)
        const from = chance.pick(seqs) ?? 0
        open.letGo(from, chance.pick([null, from + chance.below(6)]) ?? null, chance.below(4))
      }),
      handle(2, (open) => open.loadMembers()),
      handle(3, (open) =>
        open.send(`sent ${this.#next()}`, {
          ...some({}, { replyTo: chance.below(20) }),
          mentions: this.#mentions(),
        }),
      ),
      touch(3, (device) =>
        device.client.sendTo(this.#places(this.#id), `sent ${this.#next()}`, { mentions: this.#mentions() }),
      ),
      handle(3, (open) => this.#changed(open)),
      handle(4, (open) => this.#marked(open)),
    ])
  }

  #transport(): Weighted<() => Promise<void>> {
    const { chance, network, timers } = this
    const move = (weight: number, run: () => void) => [weight, async () => run()] as const
    return new Weighted(chance, [
      move(30, () => network.deliver(chance)),
      move(6, () => {
        for (let count = chance.below(8); count > 0; count -= 1) network.deliver(chance)
      }),
      move(3, () => network.repeat(chance)),
      move(6, () => network.lose(chance)),
      move(5, () => timers.advance(chance.below(2_000))),
    ])
  }

  async #post(actor: UserId, conversationId: ConversationId): Promise<void> {
    const createdAt = new Date(this.timers.now).toISOString()
    const answers = this.chance.next() < 0.3 ? { replyTo: 1 + this.chance.below(30) } : {}
    const said = { ...textTo(conversationId, `said ${this.#next()}`), createdAt }
    const places = this.chance.next() < 0.6 ? [{ conversationId, ...answers }] : this.#places(conversationId)
    const carried = this.chance.next() < 0.25 ? this.server.bringFile(actor) : []
    const text = carried.length > 0 && this.chance.next() < 0.3 ? '' : said.text
    const message = { ...said, text, attachments: carried, places, mentions: text ? this.#mentions() : [] }
    await this.server.api(actor, 500).send(message)
  }

  /** Some of the conversations, and perhaps somebody. */
  #places(conversationId: ConversationId): PlaceTarget[] {
    const ids = new Set([conversationId, this.#id, this.#id])
    const places = [...ids].map((id) => ({ conversationId: id }))
    return this.chance.next() < 0.2 ? [...places, { userId: this.#user }] : places
  }

  /** More at once than who is away is told event by event. */
  async #flurry(conversationId: ConversationId): Promise<void> {
    for (let count = this.chance.below(12); count > 0; count -= 1) {
      const done = this.chance.next() < 0.5 ? this.#post : this.#changeMessage
      await done.call(this, this.#user, conversationId).catch(() => {})
    }
  }

  async #changeMessage(actor: UserId, conversationId: ConversationId): Promise<void> {
    const { chance } = this
    const place = { conversationId, seq: 1 + chance.below(30) }
    const api = this.server.api(actor, 500)
    const dice = chance.next()
    if (dice < 0.4) await api.edit({ ...place, text: `edited ${this.#next()}`, mentions: this.#mentions() })
    else if (dice < 0.55) await api.delete(place)
    else if (dice < 0.75) await api.pin({ ...place, pinned: chance.next() < 0.7 })
    else await api.react({ ...place, emoji: chance.pick(EMOJIS) ?? null })
  }

  /** By its sender, before all have read it. */
  async #editNewest(conversationId: ConversationId): Promise<void> {
    const log = this.server.world.conversations.get(conversationId)?.log ?? []
    const posted = log.filter(({ kind }) => kind === 'message:posted').at(-1 - this.chance.below(2))
    if (!posted) return
    const edit = { conversationId, seq: posted.seq, text: `edited ${this.#next()}`, mentions: this.#mentions() }
    await this.server.api(posted.actorId, 500).edit(edit)
  }

  /** What one hides for oneself is changed, afterwards, by others. */
  async #changeHidden(actor: UserId, conversationId: ConversationId): Promise<void> {
    const here = this.#placedIn(conversationId)
    const placed = this.chance.pick(here.slice(-8))
    if (!placed) return
    const { seq, senderId } = placed
    await this.server.api(actor, 500).setOwn({ conversationId, seqs: [seq], hidden: true })
    const place = { conversationId, seq }
    for (const user of this.users) {
      await this.server
        .api(user, 500)
        .react({ ...place, emoji: this.chance.pick(EMOJIS) ?? null })
        .catch(() => {})
    }
    const sender = this.server.api(senderId, 500)
    if (this.chance.next() < 0.3) await sender.delete(place)
    else await sender.edit({ ...place, text: `edited ${this.#next()}`, mentions: this.#mentions() })
  }

  /** In the chat of two, while one of them keeps the other out, perhaps until just before, perhaps until just after. */
  async #changeOfBlocked(actor: UserId, other: UserId): Promise<void> {
    if (actor === other) return
    const { chance, server } = this
    const { conversationId } = await server.api(actor, 500).openDirect(other)
    if (!this.conversations.includes(conversationId)) this.conversations.push(conversationId)
    const senderId = chance.next() < 0.7 ? other : actor
    const mine = this.#placedIn(conversationId).filter((placed) => placed.senderId === senderId)
    const placed = chance.pick(mine.slice(-4))
    await server.block(actor, other)
    if (placed) {
      const place = { conversationId, seq: placed.seq }
      const api = server.api(senderId, 500)
      await api.edit({ ...place, text: `edited ${this.#next()}`, mentions: this.#mentions() }).catch(() => {})
      await api.react({ ...place, emoji: chance.pick(EMOJIS) ?? null }).catch(() => {})
      if (chance.next() < 0.3) await api.delete(place).catch(() => {})
    }
    if (chance.next() < 0.6) await server.unblock(actor, other)
  }

  #placedIn(conversationId: ConversationId): { seq: number; senderId: UserId }[] {
    return [...this.server.world.messages.values()].flatMap(({ senderId, placements }) =>
      placements.flatMap((place) => (place.conversationId === conversationId ? [{ seq: place.seq, senderId }] : [])),
    )
  }

  /** By its sender, of any message. */
  async #placeMore(conversationId: ConversationId): Promise<void> {
    const message = this.chance.pick([...this.server.world.messages.values()])
    const place = message && this.chance.pick(message.placements)
    if (!place) return
    const { conversationId: id, seq } = place
    const api = this.server.api(message.senderId, 500)
    await api.place({ conversationId: id, seq, places: this.#places(conversationId) })
  }

  /** What is there; several, so that their order tells. */
  async #pinSome(conversationId: ConversationId): Promise<void> {
    const { chance, server } = this
    const here = this.#placedIn(conversationId)
    for (let count = 1 + chance.below(4); count > 0; count -= 1) {
      const place = { conversationId, seq: chance.pick(here)?.seq ?? 0, pinned: chance.next() < 0.75 }
      await server
        .api(this.#user, 500)
        .pin(place)
        .catch(() => {})
    }
  }

  async #moveMarks(actor: UserId, conversationId: ConversationId): Promise<void> {
    const seq = this.chance.below(40)
    await this.server.api(actor, 500).moveMarks([{ conversationId, delivered: seq, read: seq, seen: seq }])
  }

  /** Everybody sees everything, and then, whoever may, sets whether that is told from now on. */
  async #showSeen(conversationId: ConversationId, receiptsShown: boolean): Promise<void> {
    for (const user of this.users) {
      await this.server.api(user, 500).moveMarks([{ conversationId, seen: 2_147_483_647 }])
    }
    for (const user of this.users) await this.server.change(user, conversationId, { receiptsShown }).catch(() => {})
  }

  async #foundMore(actor: UserId, other: UserId): Promise<void> {
    if (this.conversations.length > 5) return
    const ids = actor === other ? this.users.filter((id) => id !== actor) : [other]
    this.conversations.push(await this.server.createGroup(actor, `Group ${this.#next()}`, ids))
  }

  async #meet(actor: UserId, other: UserId): Promise<void> {
    const { conversationId } = await this.server.api(actor, 500).openDirect(other)
    if (!this.conversations.includes(conversationId)) this.conversations.push(conversationId)
    await this.#post(actor, conversationId)
  }

  /** In a chat that is open. */
  #written({ client, open }: Device): void {
    const id = this.chance.pick([...open.keys()])
    if (id === undefined) return
    if (this.chance.next() < 0.7) client.drafts.write(id, this.#draft())
    else client.drafts.clear(id)
  }

  /** What waits, or was tried and has an unknown fate. */
  #revised({ client }: Device): void {
    const pending = this.chance.pick(client.pending.getState())
    if (!pending) return
    if (this.chance.next() < 0.5) client.editPending(pending.clientId, `revised ${this.#next()}`, this.#mentions())
    else client.cancelPending(pending.clientId)
  }

  /** By hand, of what is on screen or not. */
  #changed(handle: ConversationHandle): void {
    const { chance } = this
    const seq = chance.pick(handle.store.getState().events)?.seq ?? chance.below(20)
    const dice = chance.next()
    if (dice < 0.25) void handle.edit(seq, `changed ${this.#next()}`, this.#mentions()).catch(() => {})
    else if (dice < 0.4) void handle.delete(seq).catch(() => {})
    else if (dice < 0.5) void handle.pin(seq, chance.next() < 0.6).catch(() => {})
    else if (dice < 0.6) void handle.placeMore(seq, this.#places(this.#id)).catch(() => {})
    else if (dice < 0.7) void handle.react(seq, chance.pick(EMOJIS) ?? null).catch(() => {})
    else handle.needQuotes([chance.below(20), chance.below(20)])
  }

  /** By hand, of what is on screen. */
  #marked(handle: ConversationHandle): void {
    const seq = this.chance.pick(handle.store.getState().events)?.seq
    if (seq !== undefined) void handle.setOwn([seq], this.#ownMarks()).catch(() => {})
  }

  #ownMarks(): { seqs: number[]; starred?: boolean; hidden?: true } {
    const { chance } = this
    const seqs = [1 + chance.below(30), 1 + chance.below(30)]
    return chance.next() < 0.5 ? { seqs, hidden: true } : { seqs, starred: chance.next() < 0.7 }
  }

  #at(laterMs: number): Instant {
    return new Date(this.timers.now + laterMs).toISOString()
  }

  #draft(): Draft {
    const at = new Date(this.timers.now).toISOString()
    return { text: `draft ${this.#next()}`, replyTo: this.chance.next() < 0.2 ? 1 : null, at }
  }

  #mentions(): UserId[] {
    return this.users.filter(() => this.chance.next() < 0.3)
  }

  #next(): number {
    this.#said += 1
    return this.#said
  }

  /** Until nothing is on its way and no timer of the next seconds brings anything more. */
  async #rest(): Promise<void> {
    for (let quiet = 0; quiet < 4; ) {
      await settle()
      if (this.network.size > 0) this.network.deliverAll()
      else {
        this.timers.advance(3_000)
        quiet += 1
      }
      if (this.network.size > 0) quiet = 0
    }
    await settle()
  }
}
