import { afterEach, expect, it, vi } from 'vitest'
import { cell } from '@/client/cell'
import { isMuted } from '../overview/muted'
import { formatBrief, formatClock, formatDay, formatLastSeen } from './format-time'
import { goBy, now } from './now'

const DAY_MS = 86_400_000
afterEach(() => vi.useRealTimers())

it.each([-DAY_MS, DAY_MS])('says what day it is by the server’s clock on a device that is ahead by %d ms', (skewMs) => {
  const server = new Date(2026, 2, 10, 12, 5)
  vi.useFakeTimers({ now: server.getTime() + skewMs })
  goBy({ now: () => Date.now() - skewMs, clockOffset: cell(-skewMs) })
  const at = server.toISOString()
  expect(now()).toBe(server.getTime())
  expect([formatDay(at), formatBrief(at)]).toEqual(['Today', formatClock(at)])
  expect(formatLastSeen(at)).toBe(`last seen today at ${formatClock(at)}`)
  const mutedUntil = (ms: number) => ({ mutedUntil: new Date(server.getTime() + ms).toISOString() }) as never
  expect([isMuted(mutedUntil(1_000)), isMuted(mutedUntil(-1_000))]).toEqual([true, false])
})
