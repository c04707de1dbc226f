import type { UserId } from '@/contracts/ids'
import type { CompareHeadsInput } from '@/contracts/inputs'
import type { Ports } from '@/server/application/ports'
import { within } from '@/server/application/within'
import type { Log } from '@/server/log'
import type { GatewaySocket } from './io'

const TICKS = 15
/** Statements that would take longer than they may never succeed: everybody may be due at once. */
const AT_ONCE = 5_000
const CHECKED_WITHIN_MS = 9_000

interface Dependencies {
  readonly newer: Ports['users']['newer']
  readonly log: Log
  /** How often each profile is looked at, and within what whoever shows an older one is told. */
  readonly everyMs: number
}

/** A user's profile as clients show it: one for all that show the same. */
interface Shown {
  readonly userId: UserId
  readonly version: number
  holders: number
  dueAt: number
  /** There is a newer one, for ever. */
  old: boolean
}

/**
 * Looks for clients whether the profiles that they show are the newest: at each once, however many show it. Whoever shows an older one
 * is told, every time until it asks.
 */
export class ProfilesWatch {
  readonly #deps: Dependencies
  readonly #kept = new Map<GatewaySocket, readonly Shown[]>()
  /** By user and version. Whichever is due first comes first. */
  readonly #shown = new Map<string, Shown>()
  /** They are told by and by, as all of them ask when they are. */
  readonly #behind = new Set<GatewaySocket>()
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    this.#next(this.#tickMs)
  }

  /** In place of what this socket showed before. */
  follow(socket: GatewaySocket, people: CompareHeadsInput['people']): void {
    this.leave(socket)
    if (people.length > 0) this.#kept.set(socket, this.#hold(people))
  }

  leave(socket: GatewaySocket): void {
    for (const shown of this.#kept.get(socket) ?? []) {
      shown.holders -= 1
      if (shown.holders === 0) this.#shown.delete(keyOf(shown.userId, shown.version))
    }
    this.#kept.delete(socket)
    this.#behind.delete(socket)
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  get #tickMs(): number {
    return this.#deps.everyMs / TICKS
  }

  #hold(people: CompareHeadsInput['people']): readonly Shown[] {
    const dueAt = this.#dueAt()
    return people.map(([userId, version]) => {
      const key = keyOf(userId, version)
      const shown = this.#shown.get(key) ?? { userId, version, holders: 0, dueAt, old: false }
      if (shown.holders === 0) this.#shown.set(key, shown)
      shown.holders += 1
      return shown
    })
  }

  // Whole milliseconds take no room of their own.
  #dueAt(): number {
    return Math.round(performance.now() + this.#deps.everyMs)
  }

  #next(delayMs: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#tick(), delayMs)
  }

  async #tick(): Promise<void> {
    let delayMs = this.#tickMs
    try {
      const due = this.#due(performance.now())
      await this.#look(due)
      if (due.length === AT_ONCE) delayMs = 0
    } catch (err) {
      this.#deps.log.warn({ err }, 'profiles could not be compared')
    }
    this.#tell()
    this.#next(delayMs)
  }

  /** Of each user one version: who is known by several is due again in the next tick. */
  #due(now: number): readonly Shown[] {
    const due = new Map<UserId, Shown>()
    for (const shown of this.#shown.values()) {
      if (shown.dueAt > now || due.size === AT_ONCE) break
      if (!due.has(shown.userId)) due.set(shown.userId, shown)
    }
    return [...due.values()]
  }

  async #look(due: readonly Shown[]): Promise<void> {
    const unsure = due.filter(({ old }) => !old)
    if (unsure.length > 0) {
      const versions = new Map(unsure.map(({ userId, version }) => [userId, version]))
      const newer = new Set(await within(CHECKED_WITHIN_MS, this.#deps.newer(versions)))
      for (const shown of unsure) shown.old = newer.has(shown.userId)
    }
    for (const shown of due) this.#again(shown)
    if (due.some(({ old }) => old)) this.#findBehind()
  }

  #again(shown: Shown): void {
    const key = keyOf(shown.userId, shown.version)
    // Nobody shows it any more, or others do who came since.
    if (this.#shown.get(key) !== shown) return
    shown.dueAt = this.#dueAt()
    this.#shown.delete(key)
    this.#shown.set(key, shown)
  }

  #findBehind(): void {
    for (const [socket, people] of this.#kept) if (people.some(({ old }) => old)) this.#behind.add(socket)
  }

  #tell(): void {
    let left = Math.ceil(this.#kept.size / TICKS)
    for (const socket of this.#behind) {
      if (left === 0) return
      left -= 1
      this.#behind.delete(socket)
      socket.emit('heads:moved')
    }
  }
}

const keyOf = (userId: UserId, version: number): string => `${userId}/${version}`
