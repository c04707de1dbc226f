import type pg from 'pg'
import type { LoadClient } from '../load/job'

/** A server that passes messages on. */
export interface Target {
  readonly url: string
  /** Signs tickets; null: it takes anybody at their word. */
  readonly secret: string | null
  /** Of all its processes. */
  readonly pids: readonly number[]
  readonly receipts: boolean
  /** What is wrong with what it stored, after `total` messages in these conversations. */
  check(pool: pg.Pool, conversations: readonly (readonly LoadClient[])[], total: number): Promise<readonly string[]>
  stop(): Promise<void>
}
