import { fileURLToPath } from 'node:url'
import type { Stage } from '../stage'
import { startChild } from './child'
import type { Target } from './target'

/** The least that answers over HTTP from the same rows: a session by its key, 50 messages by theirs. Nobody is asked who they are. */
export async function startBareReads({ databaseUrl, serverCores }: Stage): Promise<Target> {
  const file = fileURLToPath(new URL('bare-reads-server.ts', import.meta.url))
  const child = await startChild(file, { DATABASE_URL: databaseUrl }, serverCores)
  return { ...child, secret: null, receipts: false, check: async () => [] }
}
