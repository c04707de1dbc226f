import type { Person } from './person'

/** All that this browser keeps. */
export const kept = (person: Person): Promise<string> =>
  person.page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const found: unknown[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await read(indexedDB.open(name))
      for (const table of database.objectStoreNames)
        found.push(await read(database.transaction(table).objectStore(table).getAll()))
      database.close()
    }
    return JSON.stringify(found)
  })
