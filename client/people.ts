import type { StoreApi } from 'zustand/vanilla'
import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import type { Api } from './api'
import { cell, put } from './cell'
import type { Environment } from './environment'
import { mergePeople } from './live/people'
import type { Saver } from './saver'

const GATHER_MS = 10

interface Dependencies {
  readonly api: Pick<Api, 'profiles'>
  readonly environment: Environment
  readonly saver: Pick<Saver, 'put'>
}

/** Profiles as far as they are known; what screens need is loaded in batches. */
export class People {
  readonly store: StoreApi<ReadonlyMap<UserId, Profile>> = cell<ReadonlyMap<UserId, Profile>>(new Map())
  readonly #deps: Dependencies
  /** What screens asked for, the most recent last: those are compared with the heads. */
  readonly #needed = new Set<UserId>()
  readonly #missing = new Set<UserId>()
  #cancel: (() => void) | null = null

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  restore(profiles: readonly Profile[]): void {
    put(this.store, mergePeople(this.store.getState(), profiles))
  }

  learn(profiles: readonly Profile[]): void {
    const before = this.store.getState()
    const merged = mergePeople(before, profiles)
    if (merged === before) return
    put(this.store, merged)
    for (const { id } of profiles) {
      this.#missing.delete(id)
      const profile = merged.get(id)
      if (profile !== before.get(id)) this.#deps.saver.put({ table: 'people', key: id, value: profile })
    }
  }

  need(userIds: readonly UserId[]): void {
    const known = this.store.getState()
    for (const id of userIds) {
      this.#needed.delete(id)
      this.#needed.add(id)
      if (!known.has(id)) this.#missing.add(id)
    }
    if (this.#missing.size > 0) this.#cancel ??= this.#deps.environment.after(GATHER_MS, () => void this.#load())
  }

  /** For comparing heads: the most recently needed, then `others`, with the version that is here. */
  onScreen(others: readonly UserId[]): [UserId, number][] {
    const known = this.store.getState()
    return [...new Set([...others, ...this.#needed])]
      .filter((id) => known.has(id))
      .slice(-LIMITS.profilesMax)
      .map((id) => [id, known.get(id)?.version ?? 0])
  }

  /** Online again: what couldn't be loaded is. */
  resume(): void {
    this.need([...this.#missing])
  }

  async #load(): Promise<void> {
    this.#cancel = null
    const userIds = [...this.#missing].slice(0, LIMITS.profilesMax)
    const profiles = await this.#deps.api.profiles(userIds).catch(() => null)
    if (!profiles) return
    for (const id of userIds) this.#missing.delete(id)
    this.learn(profiles)
    this.resume()
  }
}
