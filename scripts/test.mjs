// "npm test": everything. It installs what is missing (a browser, a NATS server) and says so.
import { findBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { browsers, chaos, integration, lint, types, unit, unused } from './checks.mjs'
import { prepare } from './prepare.mjs'
import { Suite } from './suite.mjs'

const CHAOS_SECONDS = 20

await prepare()
const suite = new Suite()
await suite.step('Lint', lint)
await suite.step('Types', types)
await suite.step('Unused code', unused)
await suite.step('Unit tests', unit)
await suite.step('Build', async () => {
  await build()
  return true
})
await suite.step('Integration tests, on a Postgres of their own', integration)
const inBrowsers = (shape) => async () => {
  const chromium = await findBrowser()
  if (!chromium) throw new Error('No Chromium can be had here: install one, or set CHROMIUM_PATH.')
  return browsers(chromium, shape)
}
await suite.step('Browsers', inBrowsers('one'))
await suite.step('Browsers, on a cluster', inBrowsers('cluster'))
await suite.step(`Chaos, ${CHAOS_SECONDS} s`, () => chaos(CHAOS_SECONDS, 'one'))
await suite.step(`Chaos on a cluster, ${CHAOS_SECONDS} s`, () => chaos(CHAOS_SECONDS, 'cluster'))
suite.finish()
