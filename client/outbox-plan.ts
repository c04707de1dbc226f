import type { ClientId } from '@/contracts/ids'
import { isReady, type OutboxRecord } from './outbox-record'

interface Standing {
  /** In the order in which they were written. */
  readonly records: readonly OutboxRecord[]
  lanesOf(record: OutboxRecord): readonly string[]
  readonly underWay: ReadonlySet<ClientId>
  /** Conversations that wait before they are tried again. */
  isPaused(lane: string): boolean
  readonly max: number
}

/**
 * What may go out now: in each of its conversations the first of what is ready. What isn't, because its files are on
 * their way or it was refused, steps aside.
 */
export function nextToSend({ records, lanesOf, underWay, isPaused, max }: Standing): readonly OutboxRecord[] {
  const next: OutboxRecord[] = []
  const taken = new Set<string>()
  for (const record of records) {
    if (underWay.size + next.length >= max) break
    const busy = underWay.has(record.clientId)
    if (!busy && !isReady(record)) continue
    const lanes = lanesOf(record)
    if (!busy && lanes.every((lane) => !taken.has(lane) && !isPaused(lane))) next.push(record)
    for (const lane of lanes) taken.add(lane)
  }
  return next
}
