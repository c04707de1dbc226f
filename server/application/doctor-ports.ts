/** What a look at the database finds. */
export interface DatabaseState {
  /** From asking to its answer. */
  readonly tookMs: number
  /** How far its clock is ahead of this process’s; negative: behind. */
  readonly aheadMs: number
  /** Of its schema, compared with this version’s; null: it is the same. One sentence that says what to do. */
  readonly schemaProblem: string | null
  /** Ids of the gateways whose leases hold. */
  readonly gateways: readonly string[]
}

export interface Probes {
  /** @throws when it can’t be reached; the message says why */
  database(): Promise<DatabaseState>
  /** On the disk of the data folder. */
  freeBytes(): Promise<number>
}
