// "npm start": everything in one process, built first where that is due. The server runs in this very process, so signals
// reach it.
import process from 'node:process'
import { PROJECT } from './project.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`Kith needs Node 20.9 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
process.chdir(PROJECT)
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
const { build } = await import('./build.mjs')
try {
  await build({ beforePages: () => import('../dist/check-env.js') })
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
await import('../dist/main.js')
