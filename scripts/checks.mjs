import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { browserFailures } from './browser-failures.mjs'
import { findNats } from './nats.mjs'
import { findNginx } from './nginx.mjs'
import { inProject } from './project.mjs'
import { run, runNode } from './run.mjs'
import { say } from './say.mjs'

const bin = (name) => inProject('node_modules', name)
const quietEnv = { NEXT_TELEMETRY_DISABLED: '1' }

export const lint = async () => (await runNode([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'])) === 0

export async function types() {
  // Types of routes come from Next.
  const made = await runNode([bin('next/dist/bin/next'), 'typegen'], { env: quietEnv, quiet: true })
  return made === 0 && (await runNode([bin('typescript/bin/tsc'), '--noEmit', '-p', inProject()])) === 0
}

export const unused = async () => (await runNode([bin('knip/bin/knip.js'), '--no-progress'])) === 0

export const unit = () => vitest('unit', {})

export const integration = async () => vitest('integration', { ...(await natsEnv()), ...(await nginxEnv()) })

/** What tests with NATS need. In CI none is a failure; elsewhere those tests say that they are left out. */
async function natsEnv() {
  const server = await findNats()
  if (server) return { NATS_SERVER: server }
  if (process.env.CI) throw new Error('No nats-server can be had here, and in CI its tests must run.')
  say('No nats-server can be had here: its tests are left out.')
  return {}
}

async function nginxEnv() {
  const nginx = await findNginx()
  if (nginx) return { NGINX_BINARY: nginx }
  if (process.env.CI) throw new Error('No nginx can be had here, and in CI its tests must run.')
  say('No nginx can be had here: its tests are left out.')
  return {}
}

async function vitest(project, env) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kith-report-')), 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(process.execPath, [bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters], {
    env,
  })
  return countVitest(report, code)
}

function countVitest(report, code) {
  const read = readJson(report)
  if (!read) return code === 0
  const failed = read.numFailedTests
  const failures = read.testResults.flatMap(failuresOfFile)
  // An error outside of any test isn't in the report.
  if (code !== 0 && !failures.length)
    failures.push('an error outside of the tests: it stands at the end of their output')
  return {
    passed: read.numPassedTests,
    // A file that cannot be loaded has no tests that could fail.
    failed: code === 0 ? failed : Math.max(1, failed),
    skipped: read.numPendingTests,
    failures,
  }
}

function failuresOfFile({ name, status, message, assertionResults }) {
  const file = path.relative(inProject(), name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (!failed.length) return status === 'failed' ? [`${file}: ${message}`] : []
  return failed.map((test) => `${file}: ${test.fullName}\n${test.failureMessages.join('\n')}`)
}

/** `shape`: what the app runs as, "one" process or a "cluster" of several. Null: left out, for want of a nats-server. */
export async function browsers(chromium, shape = 'one') {
  const nats = shape === 'cluster' ? await natsEnv() : {}
  if (shape === 'cluster' && !nats.NATS_SERVER) return null
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kith-report-')), 'playwright.json')
  const env = { ...nats, KITH_E2E_SHAPE: shape, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const code = await runNode([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], { env })
  const read = readJson(report)
  if (!read) return code === 0
  const { stats } = read
  const failed = stats.unexpected + stats.flaky
  return {
    passed: stats.expected,
    failed: code === 0 ? failed : Math.max(1, failed),
    skipped: stats.skipped,
    failures: browserFailures(read),
  }
}

/** `shape`: as in `browsers`. Short, with few clients, and without judging how long anything takes. */
export async function chaos(seconds, shape) {
  const nats = shape === 'cluster' ? await natsEnv() : {}
  if (shape === 'cluster' && !nats.NATS_SERVER) return null
  const options = ['--shape', shape, '--seconds', String(seconds), '--clients', '20', '--rate', '20']
  return (await runNode(['--import', 'tsx', inProject('bench/chaos/main.ts'), ...options], { env: nats })) === 0
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
