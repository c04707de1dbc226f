import type { ConversationId, UserId } from '@/contracts/ids'
import type { ConversationHandle } from '../kith'
import type { Chance } from './chance'
import { Device } from './device'
import { ModelServer } from './model-server'
import { Network } from './network'
import { Timers } from './timers'

const USERS = 3
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
  #said = 0

  constructor(chance: Chance) {
    this.chance = chance
    this.server = new ModelServer(
      () => this.timers.now,
      (userId, event) => {
        for (const device of this.devices ?? []) if (device.userId === userId) device.connection.push(event)
      },
    )
    this.users = Array.from({ length: USERS }, (_, index) => this.server.addUser(`user${index}`))
    const around = { server: this.server, network: this.network, timers: this.timers, chance }
    // The first user has two devices.
    this.devices = [...this.users, ...this.users.slice(0, 1)].map((userId) => new Device(userId, around))
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
    const { chance, network } = this
    const dice = chance.next()
    if (dice < 0.3) network.deliver(chance)
    else if (dice < 0.36) for (let count = chance.below(8); count > 0; count -= 1) network.deliver(chance)
    else if (dice < 0.39) network.repeat(chance)
    else if (dice < 0.45) network.lose(chance)
    else if (dice < 0.5) this.timers.advance(chance.below(2_000))
    else if (dice < 0.78) await this.#happens()
    else this.#touched()
    if (chance.next() < 0.7) await settle()
  }

  /** Everything arrives from now on, and everybody compares heads once. */
  async quieten(): Promise<void> {
    for (const device of this.devices) device.connection.up()
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

  /** Something at the server, by no device of ours. */
  async #happens(): Promise<void> {
    const { chance, server } = this
    const [actor, other, id] = [this.#user, this.#user, this.#id]
    const dice = chance.next()
    const done = ((): Promise<unknown> => {
      if (dice < 0.28) return this.#post(actor, id)
      if (dice < 0.5) return this.#changeMessage(actor, id)
      if (dice < 0.56) return server.change(actor, id, { name: `name ${this.#next()}` })
      if (dice < 0.59) return server.change(actor, id, { pastOpen: chance.next() < 0.5 })
      if (dice < 0.69) return server.add(actor, id, other)
      if (dice < 0.76) return server.remove(actor, id, chance.next() < 0.5 ? actor : other)
      if (dice < 0.8) return server.setRole(actor, id, other, chance.pick(['owner', 'admin', 'member']) ?? 'member')
      if (dice < 0.88) return this.#moveMarks(actor, id)
      if (dice < 0.93)
        return server.api(actor, 500).setPrivateState({ conversationId: id, pinned: chance.next() < 0.5 })
      if (dice < 0.95) return this.#foundMore(actor, other)
      if (dice < 0.98) server.rename(actor, `User ${this.#next()}`)
      else if (actor !== other) server.addContact(actor, other)
      return Promise.resolve()
    })()
    // Much of it isn't allowed: that is not what is tested here.
    await done.catch(() => {})
  }

  async #post(actor: UserId, conversationId: ConversationId): Promise<void> {
    const clientId = crypto.randomUUID()
    const createdAt = new Date(this.timers.now).toISOString()
    const answers = this.chance.next() < 0.3 ? { replyTo: 1 + this.chance.below(30) } : {}
    const said = { clientId, conversationId, text: `said ${this.#next()}`, createdAt }
    await this.server.api(actor, 500).send({ ...said, ...answers })
  }

  async #changeMessage(actor: UserId, conversationId: ConversationId): Promise<void> {
    const { chance } = this
    const place = { conversationId, seq: 1 + chance.below(30) }
    const api = this.server.api(actor, 500)
    const dice = chance.next()
    if (dice < 0.4) await api.edit({ ...place, text: `edited ${this.#next()}` })
    else if (dice < 0.55) await api.delete(place)
    else await api.react({ ...place, emoji: chance.pick(EMOJIS) ?? null })
  }

  async #moveMarks(actor: UserId, conversationId: ConversationId): Promise<void> {
    const seq = this.chance.below(40)
    await this.server.api(actor, 500).moveMarks([{ conversationId, delivered: seq, read: seq, seen: seq }])
  }

  async #foundMore(actor: UserId, other: UserId): Promise<void> {
    if (this.conversations.length > 5) return
    const ids = actor === other ? this.users.filter((id) => id !== actor) : [other]
    this.conversations.push(await this.server.createGroup(actor, `Group ${this.#next()}`, ids))
  }

  /** Something on one of the devices. */
  #touched(): void {
    const { chance } = this
    const device = chance.pick(this.devices)
    if (!device) return
    const handle = chance.pick([...device.open.values()])
    const dice = chance.next()
    if (dice < 0.15) device.connection.cut()
    else if (dice < 0.4) device.connection.up()
    else if (dice < 0.43) device.restart()
    else if (dice < 0.6) device.toggle(this.#id)
    else if (dice < 0.63) device.client.wake()
    else if (dice < 0.65) this.#revised(device)
    else if (dice < 0.68) device.client.needPeople(this.users)
    else if (dice < 0.72)
      void device.client.setPrivateState(this.#id, { archived: chance.next() < 0.5 }).catch(() => {})
    else if (!handle) return
    else if (dice < 0.8) handle.read(Math.max(0, handle.store.getState().lastSeq - chance.below(3) * chance.below(4)))
    else if (dice < 0.84) void handle.loadOlder()
    else if (dice < 0.87) void handle.loadNewer()
    else if (dice < 0.9) void handle.jumpToEnd()
    else if (dice < 0.92) void handle.jumpTo(chance.below(30))
    else if (dice < 0.94) void handle.loadMembers()
    else if (dice < 0.97) handle.send(`sent ${this.#next()}`, chance.next() < 0.5 ? {} : { replyTo: chance.below(20) })
    else this.#changed(handle)
  }

  /** What waits, or was tried and has an unknown fate. */
  #revised({ client }: Device): void {
    const pending = this.chance.pick(client.pending.getState())
    if (!pending) return
    if (this.chance.next() < 0.5) client.editPending(pending.clientId, `revised ${this.#next()}`)
    else client.cancelPending(pending.clientId)
  }

  /** By hand, of what is on screen or not. */
  #changed(handle: ConversationHandle): void {
    const { chance } = this
    const seq = chance.pick(handle.store.getState().events)?.seq ?? chance.below(20)
    const dice = chance.next()
    if (dice < 0.25) void handle.edit(seq, `changed ${this.#next()}`).catch(() => {})
    else if (dice < 0.4) void handle.delete(seq).catch(() => {})
    else if (dice < 0.7) void handle.react(seq, chance.pick(EMOJIS) ?? null).catch(() => {})
    else handle.needQuotes([chance.below(20), chance.below(20)])
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
