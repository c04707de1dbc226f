// "npm run validate": what to run before a commit.
import { build } from './build.mjs'
import { integration, lint, types, unit, unused } from './checks.mjs'
import { prepare } from './prepare.mjs'
import { Suite } from './suite.mjs'

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
suite.finish()
