import { FELT_GOALS } from '../felt/goals'

/** What is to be reached, and what then. Everything that isn't named here is measured to be compared with. */
export interface Goal {
  readonly better: 'more' | 'less'
  readonly reach: number
  readonly then: number
}

const atLeast = (reach: number, then: number): Goal => ({ better: 'more', reach, then })
const atMost = (reach: number, then: number): Goal => ({ better: 'less', reach, then })

export const GOALS: Readonly<Record<string, Goal>> = {
  'direct: Kith against bare relay, messages/s': atLeast(0.25, 0.4),
  'direct: Kith against bare relay, CPU': atMost(7, 4.5),
  'at 500/s: Kith against group commit, end to end p50': atMost(1.6, 1.25),
  'at 500/s: Kith against group commit, end to end p99': atMost(2, 1.5),
  'at 500/s: Kith against group commit, acknowledged p50': atMost(1.6, 1.25),
  'groups of 50: Kith against bare relay, CPU per delivery': atMost(2, 1.4),
  'idle: Kith against bare Socket.IO, memory per connection': atMost(2, 1.3),
  'idle: Kith, CPU of one core': atMost(0.1, 0.03),
  'reconnect: Kith, all level, s': atMost(10, 4),
  'reads: page, p95, ms': atMost(5, 2.5),
  'reads: since, p95, ms': atMost(5, 2.5),
  'reads: first lines, p95, ms': atMost(20, 10),
  'reads: overview, p95, ms': atMost(20, 10),
  'reads: unread, p95, ms': atMost(20, 10),
  'reads: search, p95, ms': atMost(100, 50),
  'reads: page, p95 with 100 times the history': atMost(1.3, 1.05),
  'reads: since, p95 with 100 times the history': atMost(1.3, 1.05),
  'reads: first lines, p95 with 100 times the history': atMost(1.3, 1.05),
  'reads: overview, p95 with 100 times the history': atMost(1.3, 1.05),
  'reads: unread, p95 with 100 times the history': atMost(1.3, 1.05),
  'reads: search, p95 with 100 times the history': atMost(1.3, 1.05),
  'gateways: two against one, messages/s': atLeast(1.6, 1.8),
  ...FELT_GOALS,
}
