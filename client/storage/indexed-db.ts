import { deleteDB, type IDBPDatabase, openDB } from 'idb'
import { memoryStorage } from './memory'
import { type Storage, TABLES, type Table } from './storage'

/** Bumped when what is stored changes its form: everything but what waits is loaded afresh then. */
const SCHEMA_VERSION = 5
const KEPT_TABLES: ReadonlySet<string> = new Set<Table>(['outbox', 'files'])
const OPEN_TIMEOUT_MS = 3_000

const databaseName = (account: string): string => `kith-${account}`

function upgrade(database: IDBPDatabase): void {
  for (const name of [...database.objectStoreNames]) if (!KEPT_TABLES.has(name)) database.deleteObjectStore(name)
  for (const table of TABLES) if (!database.objectStoreNames.contains(table)) database.createObjectStore(table)
}

async function open(account: string): Promise<IDBPDatabase | null> {
  if (typeof indexedDB === 'undefined') return null
  const opened = openDB(databaseName(account), SCHEMA_VERSION, {
    upgrade,
    blocking: (_current, _blocked, event) => (event.currentTarget as IDBDatabase | null)?.close(),
  })
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), OPEN_TIMEOUT_MS))
  return Promise.race([opened, late]).catch(() => null)
}

/** In the browser's IndexedDB; in memory where there is none (a private window, a broken disk). */
export async function indexedDbStorage(account: string): Promise<Storage> {
  const database = await open(account)
  return database ? overDatabase(account, database) : memoryStorage()
}

function overDatabase(account: string, database: IDBPDatabase): Storage {
  const lost = memoryStorage()
  // A disk that is full, or a database the browser took away, must not stop the chat: this page's memory serves on.
  const either = async <T>(kept: () => Promise<T>, instead: () => Promise<T>): Promise<T> => kept().catch(instead)
  return {
    get: (table, key) =>
      either(
        () => database.get(table, key),
        () => lost.get(table, key),
      ),
    all: (table) =>
      either<readonly unknown[]>(
        () => database.getAll(table),
        () => lost.all(table),
      ),
    write: (writes) =>
      either(
        async () => {
          if (writes.length === 0) return
          const transaction = database.transaction([...new Set(writes.map((write) => write.table))], 'readwrite')
          const done = writes.map(({ table, key, value }) => {
            const store = transaction.objectStore(table)
            return value === undefined ? store.delete(key) : store.put(value, key)
          })
          // Without this the transaction waits for a turn that a page on its way out doesn't get any more.
          transaction.commit()
          await Promise.all([...done, transaction.done])
        },
        () => lost.write(writes),
      ),
    change: <T>(table: Table, key: string, change: (value: T | undefined) => T | undefined) =>
      either<T | undefined>(
        async () => {
          const transaction = database.transaction(table, 'readwrite')
          const next = change((await transaction.store.get(key)) as T | undefined)
          await (next === undefined ? transaction.store.delete(key) : transaction.store.put(next, key))
          await transaction.done
          return next
        },
        () => lost.change(table, key, change),
      ),
    wipe: async () => {
      await lost.wipe()
      database.close()
      await deleteDB(databaseName(account)).catch(() => {})
    },
    close: async () => database.close(),
  }
}
