import type { StoreApi } from 'zustand/vanilla'
import type { Presence } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { cell, put } from './cell'
import type { Environment } from './environment'

const GATHER_MS = 100
/** After a loss, what was known of others' presence holds no longer than this. */
const STALE_MS = 10_000

interface Dependencies {
  readonly environment: Environment
  watch(userIds: UserId[]): Promise<readonly Presence[]>
}

/** Who is online, of those that screens look at. */
export class PresenceWatch {
  readonly store: StoreApi<ReadonlyMap<UserId, Presence>> = cell<ReadonlyMap<UserId, Presence>>(new Map())
  readonly #deps: Dependencies
  readonly #watched = new Map<UserId, number>()
  #told = ''
  #cancel: (() => void) | null = null
  #forget: (() => void) | null = null

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  watch(userIds: readonly UserId[]): () => void {
    for (const id of userIds) this.#watched.set(id, (this.#watched.get(id) ?? 0) + 1)
    this.#later()
    let watching = true
    return () => {
      if (!watching) return
      watching = false
      for (const id of userIds) {
        const count = (this.#watched.get(id) ?? 0) - 1
        if (count > 0) this.#watched.set(id, count)
        else this.#watched.delete(id)
      }
      this.#later()
    }
  }

  learn(presences: readonly Presence[]): void {
    const merged = new Map(this.store.getState())
    for (const presence of presences) merged.set(presence.userId, presence)
    if (presences.length > 0) put(this.store, merged)
  }

  // Of whom nothing is answered, nothing is for me to know: not any more, or never.
  #replace(userIds: readonly UserId[], presences: readonly Presence[]): void {
    const kept = new Map(this.store.getState())
    for (const id of userIds) kept.delete(id)
    for (const presence of presences) kept.set(presence.userId, presence)
    put(this.store, kept)
  }

  /** A new connection knows of no watching. */
  online(): void {
    this.#forget?.()
    this.#forget = null
    this.#told = ''
    this.#later()
  }

  offline(): void {
    this.#forget ??= this.#deps.environment.after(STALE_MS, () => put(this.store, new Map()))
  }

  stop(): void {
    this.#cancel?.()
    this.#forget?.()
  }

  #later(): void {
    this.#cancel ??= this.#deps.environment.after(GATHER_MS, () => {
      this.#cancel = null
      void this.#tell()
    })
  }

  async #tell(): Promise<void> {
    const userIds = [...this.#watched.keys()].slice(-LIMITS.watchedUsersMax)
    const telling = userIds.join()
    if (telling === this.#told) return
    this.#told = telling
    try {
      const presences = await this.#deps.watch(userIds)
      if (this.#told === telling) this.#replace(userIds, presences)
    } catch {
      // Told again on the next connection, or when what is watched changes.
      if (this.#told === telling) this.#told = ''
    }
  }
}
