// Builds pages into .next and the server into dist, when what they are made of has changed.
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { build as bundle } from 'esbuild'
import { underBuildLock } from './build-lock.mjs'
import { compileAhead } from './compile-ahead.mjs'
import { compressStatic } from './compress-static.mjs'
import { prepare } from './prepare.mjs'
import { digestOf, inProject, readStamp } from './project.mjs'
import { runNode } from './run.mjs'
import { say, step } from './say.mjs'
import { slimSourceMaps } from './slim-source-maps.mjs'

const STAMP = 'dist/built'
const SOURCES = ['app', 'client', 'components', 'contracts', 'public', 'scripts', 'server']
const SETTINGS = [
  'next.config.js',
  'package-lock.json',
  'package.json',
  'postcss.config.js',
  'proxy.ts',
  'tsconfig.json',
]
const ENTRIES = ['main', 'gateway', 'web', 'check-env', 'backup', 'restore', 'doctor'].map(
  (name) => `server/${name}.ts`,
)

/** `beforePages` is called when the server is built and the pages, which take the time, are due. */
export async function build({ again = false, beforePages } = {}) {
  await prepare()
  if (again || !isCurrent())
    await underBuildLock(() => (again || !isCurrent() ? makeEverything(beforePages) : undefined))
}

const digest = () => digestOf([...SOURCES, ...SETTINGS], [process.version])

const isCurrent = () => fs.existsSync(inProject('.next/BUILD_ID')) && readStamp(STAMP) === digest()

async function makeEverything(beforePages) {
  // Taken first: what changes while it is built is not in it.
  const built = digest()
  const first = !fs.existsSync(inProject(STAMP))
  fs.rmSync(inProject('dist'), { recursive: true, force: true })
  say(first ? 'Kith is built once; this takes about a minute.' : 'Kith has changed and is built again.')
  await step('Building the server', bundleServer)
  await beforePages?.()
  await step('Building the pages', () => buildPages(built))
  await step('Compressing what they fetch', compressStatic)
  fs.writeFileSync(inProject(STAMP), built)
}

function bundleServer() {
  return bundle({
    entryPoints: ENTRIES.map((entry) => inProject(entry)),
    outdir: inProject('dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
}

/** @param built what tells this build from others: a page shows nothing that one of another build kept (components/glimpse) */
async function buildPages(built) {
  const code = await runNode([inProject('node_modules/next/dist/bin/next'), 'build'], {
    quiet: true,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_KITH_BUILD: built },
  })
  if (code !== 0) throw new Error('The pages could not be built: see above.')
  slimSourceMaps()
  await compileAhead()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build({ again: true }).catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
}
