import type { Presence } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Look } from '@/server/application/account-ports'
import type { Ports } from '@/server/application/ports'
import type { ChannelHolds } from './channel-holds'
import { type GatewayServer, type GatewaySocket, localSocketsOf, presenceRoom } from './io'

interface Dependencies {
  readonly io: GatewayServer
  readonly holds: ChannelHolds
  readonly ports: {
    readonly users: Pick<Ports['users'], 'watchable'>
    readonly presence: Pick<Ports['presence'], 'read'>
    readonly relay: Pick<Ports['relay'], 'flush'>
  }
  /** Whether sockets may be pushed to now. */
  readonly mayPush: () => boolean
}

interface Watcher {
  /** Whom it asked for, with what lets go of each one's channel. */
  readonly asked: Map<UserId, () => void>
  /** Those of them that it was allowed to watch when that was last looked up. */
  readonly allowed: Set<UserId>
  /** Asked for, and not looked up yet. */
  readonly fresh: Set<UserId>
}

/** Who looks at whom, and what they were told last. */
export class PresenceWatch {
  readonly #deps: Dependencies
  readonly #watchers = new Map<GatewaySocket, Watcher>()
  readonly #watchedBy = new Map<UserId, number>()
  readonly #told = new Map<UserId, Presence>()
  /** Sockets whose permissions are to be looked up. */
  readonly #unsure = new Set<GatewaySocket>()
  #checking: Promise<void> = Promise.resolve()

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** Replaces whom this socket watches. Answers how those are whom it may. */
  async watch(socket: GatewaySocket, userIds: readonly UserId[]): Promise<Presence[]> {
    if (!socket.connected) return []
    const watcher = this.#watcher(socket)
    this.#ask(socket, watcher, new Set(userIds))
    await this.#deps.ports.relay.flush()
    await this.#check([socket])
    const allowed = [...watcher.allowed]
    await this.#read(allowed)
    return allowed.flatMap((id) => (watcher.allowed.has(id) ? (this.#told.get(id) ?? []) : []))
  }

  leave(socket: GatewaySocket): void {
    const watcher = this.#watchers.get(socket)
    if (!watcher) return
    this.#ask(socket, watcher, new Set())
    this.#watchers.delete(socket)
  }

  /** Somebody's presence as the relay or the store has it: told if it is news. */
  learn(presence: Presence): void {
    const before = this.#told.get(presence.userId)
    if (!this.#watchedBy.has(presence.userId)) return
    if (before && before.online === presence.online && before.lastSeenAt === presence.lastSeenAt) return
    this.#told.set(presence.userId, presence)
    if (before && this.#deps.mayPush()) {
      this.#deps.io.to(presenceRoom(presence.userId)).emit('presence:changed', presence)
    }
  }

  /** Reads again those who are said to be online: by a gateway that may have died since. `all`: everybody. */
  async refresh(all: boolean): Promise<void> {
    // What was said of permissions may have been lost.
    await this.#check([...this.#watchers.keys()])
    await this.#read([...this.#told.values()].flatMap(({ userId, online }) => (all || online ? [userId] : [])))
  }

  /** Something changed in whom these users may watch. */
  async recheck(userIds: readonly UserId[]): Promise<void> {
    await this.#check(userIds.flatMap((userId) => [...localSocketsOf(this.#deps.io, userId)]))
  }

  /** Something changed in who may watch these users. */
  async recheckWatchersOf(userIds: readonly UserId[]): Promise<void> {
    const asking = [...this.#watchers].filter(([, { asked }]) => userIds.some((userId) => asked.has(userId)))
    await this.#check(asking.map(([socket]) => socket))
  }

  #watcher(socket: GatewaySocket): Watcher {
    const known = this.#watchers.get(socket)
    if (known) return known
    const watcher: Watcher = { asked: new Map(), allowed: new Set(), fresh: new Set() }
    this.#watchers.set(socket, watcher)
    return watcher
  }

  // The channel is held for whomever they ask: it says when they may watch.
  #ask(socket: GatewaySocket, watcher: Watcher, wanted: ReadonlySet<UserId>): void {
    for (const [userId, letGo] of [...watcher.asked]) {
      if (wanted.has(userId)) continue
      letGo()
      watcher.asked.delete(userId)
      watcher.fresh.delete(userId)
      this.#forbid(socket, watcher, userId)
    }
    for (const userId of wanted) {
      if (watcher.asked.has(userId)) continue
      watcher.asked.set(userId, this.#deps.holds.hold(presenceRoom(userId)))
      watcher.fresh.add(userId)
    }
  }

  // One at a time: what was looked up later is also applied later.
  #check(sockets: readonly GatewaySocket[]): Promise<void> {
    for (const socket of sockets) if (this.#watchers.has(socket)) this.#unsure.add(socket)
    const checked = this.#checking.then(() => this.#lookUp())
    this.#checking = checked.catch(() => {})
    return checked
  }

  async #lookUp(): Promise<void> {
    const sockets = [...this.#unsure]
    this.#unsure.clear()
    const looks = sockets.flatMap((socket) => this.#looksOf(socket))
    if (looks.length === 0) return
    try {
      const watchable = new Set((await this.#deps.ports.users.watchable(looks)).map(keyOf))
      await this.#apply(sockets, new Set(looks.map(keyOf)), watchable)
    } catch (error) {
      for (const socket of sockets) this.#unsure.add(socket)
      throw error
    }
  }

  #looksOf(socket: GatewaySocket): Look[] {
    const viewerId = socket.data.actor.userId
    return [...(this.#watchers.get(socket)?.asked.keys() ?? [])].map((userId) => ({ viewerId, userId }))
  }

  async #apply(
    sockets: readonly GatewaySocket[],
    looked: ReadonlySet<string>,
    watchable: ReadonlySet<string>,
  ): Promise<void> {
    const gained: [GatewaySocket, UserId][] = []
    for (const socket of sockets) {
      const watcher = this.#watchers.get(socket)
      if (!watcher) continue
      for (const look of this.#looksOf(socket).filter((one) => looked.has(keyOf(one)))) {
        const { userId } = look
        const first = watcher.fresh.delete(userId)
        if (!watchable.has(keyOf(look))) {
          if (this.#forbid(socket, watcher, userId)) socket.emit('presence:changed', nothingOf(userId))
        } else if (this.#allow(socket, watcher, userId) && !first) {
          gained.push([socket, userId])
        }
      }
    }
    await this.#tell(gained)
  }

  async #tell(gained: readonly [GatewaySocket, UserId][]): Promise<void> {
    if (gained.length === 0) return
    await this.#read([...new Set(gained.map(([, userId]) => userId))])
    if (!this.#deps.mayPush()) return
    for (const [socket, userId] of gained) {
      const presence = this.#told.get(userId)
      if (presence && this.#watchers.get(socket)?.allowed.has(userId)) socket.emit('presence:changed', presence)
    }
  }

  /** Whether that is news. */
  #allow(socket: GatewaySocket, watcher: Watcher, userId: UserId): boolean {
    if (watcher.allowed.has(userId)) return false
    watcher.allowed.add(userId)
    this.#watchedBy.set(userId, (this.#watchedBy.get(userId) ?? 0) + 1)
    void socket.join(presenceRoom(userId))
    return true
  }

  /** Whether that is news. */
  #forbid(socket: GatewaySocket, watcher: Watcher, userId: UserId): boolean {
    if (!watcher.allowed.delete(userId)) return false
    void socket.leave(presenceRoom(userId))
    const left = (this.#watchedBy.get(userId) ?? 1) - 1
    if (left > 0) {
      this.#watchedBy.set(userId, left)
    } else {
      this.#watchedBy.delete(userId)
      this.#told.delete(userId)
    }
    return true
  }

  // What the relay brought while the store was being read is newer than what was read.
  async #read(userIds: readonly UserId[]): Promise<void> {
    if (userIds.length === 0) return
    const before = new Map(userIds.map((userId) => [userId, this.#told.get(userId)]))
    for (const presence of await this.#deps.ports.presence.read(userIds)) {
      if (this.#told.get(presence.userId) === before.get(presence.userId)) this.learn(presence)
    }
  }
}

const keyOf = ({ viewerId, userId }: Look): string => `${viewerId} ${userId}`

const nothingOf = (userId: UserId): Presence => ({ userId, online: false, lastSeenAt: null })
