import type { LoadClient } from '../load/job'

export interface InsertJob {
  readonly databaseUrl: string
  /** A connection each, which has its own conversations, as nobody waits for anybody's rows. */
  readonly shares: readonly (readonly (readonly LoadClient[])[])[]
  /** Messages committed at once by a connection. */
  readonly batch: number
  readonly warmUpMs: number
  readonly measuredMs: number
}

export interface Inserted {
  /** Within the time that was measured. */
  readonly messages: number
  readonly total: number
  readonly seconds: number
  /** Of the process that hands the rows over, in the time that was measured. */
  readonly cpuSeconds: number
}
