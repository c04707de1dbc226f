import type { Lease } from './lease'
import type { Storage } from './storage/storage'

const RENEW_MS = 2_000
const LEASE_MS = 7_000

/** Web Locks where there are any; on plain HTTP a record in the store that ends by itself. */
export function browserLease(name: string, storage: Storage): Lease {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? lockLease(name) : recordLease(storage)
}

function lockLease(name: string): Lease {
  let held = false
  const released = new AbortController()
  return {
    get held() {
      return held
    },
    request(gained) {
      const { signal } = released
      const hold = (): Promise<void> =>
        new Promise((resolve) => {
          held = true
          signal.addEventListener('abort', () => resolve())
          gained()
        })
      // Rejects when it is released before it was gained.
      navigator.locks.request(name, { signal }, hold).catch(() => {})
    },
    release() {
      held = false
      released.abort()
    },
  }
}

interface LeaseRecord {
  readonly holder: string
  readonly until: number
}

/** Nobody takes it for longer: one that ends later was taken before the device's clock was set back. */
const isOver = ({ until }: LeaseRecord, now: number): boolean => until < now || until > now + LEASE_MS

function recordLease(storage: Storage): Lease {
  const holder = crypto.getRandomValues(new Uint32Array(2)).join('-')
  let until = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const renew = async (gained: () => void): Promise<void> => {
    const now = Date.now()
    const record = await storage.change<LeaseRecord>('meta', 'lease', (current) =>
      !current || current.holder === holder || isOver(current, now) ? { holder, until: now + LEASE_MS } : current,
    )
    const before = until > now
    until = record?.holder === holder ? record.until : 0
    if (until > 0 && !before && timer !== undefined) gained()
  }
  const end = (): void => {
    clearInterval(timer)
    timer = undefined
    until = 0
    void storage.change<LeaseRecord>('meta', 'lease', (current) => (current?.holder === holder ? undefined : current))
  }
  return {
    get held() {
      return until > Date.now()
    },
    request(gained) {
      timer = setInterval(() => void renew(gained), RENEW_MS)
      void renew(gained)
      if (typeof window !== 'undefined') window.addEventListener('pagehide', end, { once: true })
    },
    release: end,
  }
}
