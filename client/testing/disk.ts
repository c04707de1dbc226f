import { memoryStorage } from '../storage/memory'
import type { Storage } from '../storage/storage'

/** What outlives a client: mounting it again is the crash of who had it before. */
export class Disk {
  readonly #kept = memoryStorage()
  #mounts = 0

  /** A look at it that disturbs nobody. */
  all(table: Parameters<Storage['all']>[0]): Promise<readonly unknown[]> {
    return this.#kept.all(table)
  }

  mount(): Storage {
    this.#mounts += 1
    const mount = this.#mounts
    const here = (): boolean => mount === this.#mounts
    return {
      ...this.#kept,
      write: async (writes) => (here() ? this.#kept.write(writes) : undefined),
      change: async (table, key, change) => (here() ? this.#kept.change(table, key, change) : undefined),
      wipe: async () => (here() ? this.#kept.wipe() : undefined),
    }
  }
}
