import type { Presence } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Actor, Ports } from '@/server/application/ports'
import type { ChannelHolds } from './channel-holds'
import { type GatewayServer, type GatewaySocket, localSocketsOf, presenceRoom } from './io'

interface Dependencies {
  readonly io: GatewayServer
  readonly holds: ChannelHolds
  readonly ports: Pick<Ports, 'users' | 'presence' | 'relay'>
  readonly watchPresence: (
    actor: Actor,
    userIds: readonly UserId[],
    follow: (watchable: readonly UserId[]) => Promise<void>,
  ) => Promise<readonly Presence[]>
  /** Whether sockets may be pushed to now. */
  readonly mayPush: () => boolean
}

interface Watcher {
  /** With what lets go of each user's channel. */
  readonly users: Map<UserId, () => void>
  /** Which request the set is from: an older one that took longer changes nothing. */
  request: number
}

/** Who looks at whom, and what they were told last. */
export class PresenceWatch {
  readonly #deps: Dependencies
  readonly #watchers = new Map<GatewaySocket, Watcher>()
  readonly #watchedBy = new Map<UserId, number>()
  readonly #told = new Map<UserId, Presence>()

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** Replaces whom this socket watches. */
  async watch(socket: GatewaySocket, userIds: readonly UserId[]): Promise<Presence[]> {
    const watcher = this.#watcher(socket)
    watcher.request += 1
    const { request } = watcher
    let before = new Map<UserId, Presence | undefined>()
    const read = await this.#deps.watchPresence(socket.data.actor, [...new Set(userIds)], async (watchable) => {
      if (watcher.request === request && socket.connected) this.#follow(socket, watcher, watchable)
      await this.#deps.ports.relay.flush()
      before = this.#snapshot(watchable)
    })
    this.#learnAll(read, before)
    return read.map((presence) => this.#told.get(presence.userId) ?? presence)
  }

  leave(socket: GatewaySocket): void {
    const watcher = this.#watchers.get(socket)
    if (!watcher) return
    for (const userId of [...watcher.users.keys()]) this.#unfollow(socket, watcher, userId)
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
    const userIds = [...this.#told.values()].flatMap(({ userId, online }) => (all || online ? [userId] : []))
    if (userIds.length === 0) return
    const before = this.#snapshot(userIds)
    this.#learnAll(await this.#deps.ports.presence.read(userIds), before)
  }

  /** Something changed in whom these users may watch: ends what they may not any more. */
  async recheck(userIds: readonly UserId[]): Promise<void> {
    for (const userId of userIds) {
      const watching = [...localSocketsOf(this.#deps.io, userId)].flatMap((socket) => {
        const watcher = this.#watchers.get(socket)
        return watcher && watcher.users.size > 0 ? [{ socket, watcher }] : []
      })
      if (watching.length === 0) continue
      const asked = new Set(watching.flatMap(({ watcher }) => [...watcher.users.keys()]))
      const watchable = new Set(await this.#deps.ports.users.watchable(userId, [...asked]))
      for (const { socket, watcher } of watching) {
        for (const watched of [...watcher.users.keys()]) {
          if (asked.has(watched) && !watchable.has(watched)) this.#unfollow(socket, watcher, watched)
        }
      }
    }
  }

  #watcher(socket: GatewaySocket): Watcher {
    const known = this.#watchers.get(socket)
    if (known) return known
    const watcher: Watcher = { users: new Map(), request: 0 }
    if (socket.connected) this.#watchers.set(socket, watcher)
    return watcher
  }

  #follow(socket: GatewaySocket, watcher: Watcher, userIds: readonly UserId[]): void {
    const wanted = new Set(userIds)
    for (const userId of [...watcher.users.keys()]) {
      if (!wanted.has(userId)) this.#unfollow(socket, watcher, userId)
    }
    for (const userId of wanted) {
      if (watcher.users.has(userId)) continue
      watcher.users.set(userId, this.#deps.holds.hold(presenceRoom(userId)))
      this.#watchedBy.set(userId, (this.#watchedBy.get(userId) ?? 0) + 1)
      void socket.join(presenceRoom(userId))
    }
  }

  #unfollow(socket: GatewaySocket, watcher: Watcher, userId: UserId): void {
    watcher.users.get(userId)?.()
    watcher.users.delete(userId)
    void socket.leave(presenceRoom(userId))
    const left = (this.#watchedBy.get(userId) ?? 1) - 1
    if (left > 0) {
      this.#watchedBy.set(userId, left)
      return
    }
    this.#watchedBy.delete(userId)
    this.#told.delete(userId)
  }

  #snapshot(userIds: readonly UserId[]) {
    return new Map(userIds.map((userId) => [userId, this.#told.get(userId)]))
  }

  // What the relay brought while the store was being read is newer than what was read.
  #learnAll(presences: readonly Presence[], before: ReadonlyMap<UserId, Presence | undefined>): void {
    for (const presence of presences) {
      if (this.#told.get(presence.userId) === before.get(presence.userId)) this.learn(presence)
    }
  }
}
