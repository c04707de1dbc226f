import { type Storage, TABLES, type Table } from './storage'

/** Kept as long as the process, or the page, lives. */
export function memoryStorage(): Storage {
  const tables = new Map<Table, Map<string, unknown>>(TABLES.map((table) => [table, new Map()]))
  const of = (table: Table): Map<string, unknown> => tables.get(table) ?? new Map()
  const set = (table: Table, key: string, value: unknown): void => {
    if (value === undefined) of(table).delete(key)
    else of(table).set(key, value)
  }
  return {
    get: async (table, key) => of(table).get(key),
    all: async (table) => [...of(table).values()],
    write: async (writes) => {
      for (const { table, key, value } of writes) set(table, key, value)
    },
    change: async <T>(table: Table, key: string, change: (value: T | undefined) => T | undefined) => {
      const next = change(of(table).get(key) as T | undefined)
      set(table, key, next)
      return next
    },
    wipe: async () => {
      for (const table of tables.values()) table.clear()
    },
    close: async () => {},
  }
}
