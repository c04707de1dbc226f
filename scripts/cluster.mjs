// "npm run cluster": Kith as many processes on this machine, built first where that is due. Runs in this very process, so
// that signals reach it once.
import process from 'node:process'
import { build } from './build.mjs'
import { findNats } from './nats.mjs'
import { PROJECT } from './project.mjs'

process.chdir(PROJECT)
try {
  await build()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
if (!process.env.NATS_URL) {
  const nats = await findNats()
  if (!nats) {
    console.error(
      'No nats-server is here: install it (Debian: apt install nats-server), name one in NATS_SERVER, or set NATS_URL.',
    )
    process.exit(1)
  }
  process.env.NATS_SERVER = nats
}
await import('../server/cluster/main.ts')
