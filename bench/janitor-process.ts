/** Waits until the run is over, and takes away what it left: processes with its mark, its Postgres, its folder. */
import fs from 'node:fs'
import path from 'node:path'
import { stopOrphan } from '@/server/infrastructure/postgres/postmaster'
import { endMarked } from './left-behind'
import { dropParts } from './measure/part-of-core'

const [mark = '', folder = ''] = process.argv.slice(2)

process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('SIGHUP', () => {})
process.on('disconnect', () => void clear())
process.send?.('ready')

async function clear(): Promise<void> {
  await endMarked(mark)
  dropParts(mark)
  const cluster = path.join(folder, 'postgres')
  if (fs.existsSync(cluster)) await stopOrphan(cluster)
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  process.exit(0)
}
