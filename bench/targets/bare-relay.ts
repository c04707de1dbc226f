import { fileURLToPath } from 'node:url'
import { startChild } from './child'
import type { Target } from './target'

/** The limit of what Socket.IO can do: no database, nobody is asked who they are. */
export async function startBareRelay(cores: string | null): Promise<Target> {
  const child = await startChild(fileURLToPath(new URL('bare-relay-server.ts', import.meta.url)), {}, cores)
  return { ...child, secret: null, receipts: false, check: async () => [] }
}
