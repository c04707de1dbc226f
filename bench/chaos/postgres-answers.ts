import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const POLL_MS = 100
const TIMEOUT_MS = 60_000

/** Resolves when the Postgres that is at `url` by then takes connections. @throws when it takes longer than a minute */
export async function postgresAnswers(url: () => string): Promise<void> {
  for (const until = Date.now() + TIMEOUT_MS; ; await wait(POLL_MS)) {
    try {
      await ask(url())
      return
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}

async function ask(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select')
  } finally {
    await client.end().catch(() => {})
  }
}
