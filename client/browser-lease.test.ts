import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browserLease } from './browser-lease'
import type { Lease } from './lease'
import { memoryStorage } from './storage/memory'

const DAY_MS = 86_400_000
const leases: Lease[] = []

// As on plain HTTP, where there are no Web Locks.
beforeEach(() => {
  vi.stubGlobal('navigator', {})
  vi.useFakeTimers()
})
afterEach(() => {
  for (const lease of leases.splice(0)) lease.release()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Two tabs over one store, the first of which has the lease. */
async function tabs() {
  const storage = memoryStorage()
  const [one, two] = [browserLease('outbox', storage), browserLease('outbox', storage)]
  leases.push(one, two)
  one.request(() => {})
  await vi.advanceTimersByTimeAsync(10)
  two.request(() => {})
  await vi.advanceTimersByTimeAsync(3_000)
  return { one, two, storage }
}

it('is held by one tab, and by the other when that one lets go', async () => {
  const { one, two } = await tabs()
  expect([one.held, two.held]).toEqual([true, false])
  one.release()
  await vi.advanceTimersByTimeAsync(10_000)
  expect([one.held, two.held]).toEqual([false, true])
})

it('is had again when the device’s clock was set back since a tab crashed', async () => {
  const storage = memoryStorage()
  await storage.write([
    { table: 'meta', key: 'lease', value: { holder: 'a tab that crashed', until: Date.now() + 7_000 } },
  ])
  vi.setSystemTime(Date.now() - DAY_MS)
  const lease = browserLease('outbox', storage)
  leases.push(lease)
  lease.request(() => {})
  await vi.advanceTimersByTimeAsync(10_000)
  expect(lease.held).toBe(true)
})
