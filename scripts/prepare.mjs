// Makes a fresh checkout ready: what "npm ci" runs after installing, and "npm start" again where install scripts are off.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { digestOf, inProject, readStamp } from './project.mjs'
import { runNode } from './run.mjs'
import { step } from './say.mjs'

const GENERATED = 'server/infrastructure/database/generated'
const STAMP = path.join(GENERATED, '.schema')

export async function prepare() {
  const digest = digestOf(['prisma/schema.prisma', 'node_modules/prisma/package.json'])
  if (readStamp(STAMP) === digest) return
  await step('Generating the database client', async () => {
    const code = await runNode([inProject('node_modules/prisma/build/index.js'), 'generate'], {
      quiet: true,
      env: {
        // Generating never runs the schema engine, but downloads it first. Any program in its place spares that, so that
        // it works where nothing can be downloaded.
        PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    })
    if (code !== 0) process.exit(code)
  })
  fs.writeFileSync(inProject(STAMP), digest)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await prepare()
