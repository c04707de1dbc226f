import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { connectDatabase, type Database } from '@/server/infrastructure/database/client'
import { asAdmin, urlOf } from './template'

export interface TestDatabase extends Database {
  readonly url: string
  /** Closes the connections and takes the database away. */
  drop(): Promise<void>
}

/** A fresh database with every migration applied. `empty` leaves the migrations out. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const postgresUrl = inject('postgresUrl')
  const name = `kith_test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(
    postgresUrl,
    `CREATE DATABASE ${name} TEMPLATE ${options.empty ? 'template0' : inject('postgresTemplate')}`,
  )
  const url = urlOf(postgresUrl, name)
  const database = connectDatabase(url)
  return {
    ...database,
    url,
    drop: async () => {
      await database.close()
      await asAdmin(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}
