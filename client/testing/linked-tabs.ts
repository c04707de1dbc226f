import type { Lease } from '../lease'
import type { TabMessage, Tabs } from '../tabs'

/** Tabs of one browser: what one tells, the others hear; one of them holds the lease, the next when it lets go. */
export class LinkedTabs {
  readonly #listeners = new Map<object, (message: TabMessage) => void>()
  readonly #waiting: { readonly key: object; readonly gained: () => void }[] = []

  tabs(): Tabs {
    const key = {}
    return {
      tell: (message) => {
        for (const [other, listener] of this.#listeners) if (other !== key) listener(message)
      },
      listen: (listener) => this.#listeners.set(key, listener),
      close: () => this.#listeners.delete(key),
    }
  }

  lease(): Lease {
    const key = {}
    const waiting = this.#waiting
    return {
      get held() {
        return waiting[0]?.key === key
      },
      request: (gained) => {
        waiting.push({ key, gained })
        if (waiting[0]?.key === key) gained()
      },
      release: () => {
        const held = waiting[0]?.key === key
        const at = waiting.findIndex((one) => one.key === key)
        if (at >= 0) waiting.splice(at, 1)
        if (held) waiting[0]?.gained()
      },
    }
  }
}
