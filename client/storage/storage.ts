/** What is kept on this device for one account. */
export const TABLES = ['meta', 'lines', 'windows', 'people', 'contacts', 'outbox', 'files', 'marks'] as const
export type Table = (typeof TABLES)[number]

/** `value` undefined takes the record away. */
export interface Write {
  readonly table: Table
  readonly key: string
  readonly value: unknown
}

/** The local store of one account. Values are structured-cloneable. Nothing here rejects: what can't be kept, isn't. */
export interface Storage {
  get(table: Table, key: string): Promise<unknown>
  all(table: Table): Promise<readonly unknown[]>
  /** All or nothing. */
  write(writes: readonly Write[]): Promise<void>
  /** Reads and writes one record with nothing in between, other tabs included. Answers what is there now. */
  change<T>(table: Table, key: string, change: (value: T | undefined) => T | undefined): Promise<T | undefined>
  wipe(): Promise<void>
  close(): Promise<void>
}
