import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/server/infrastructure/postgres/embedded'
import { makeTemplate } from './template'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL of a throwaway Postgres. */
    postgresUrl: string
    /** A migrated database in it, to copy from. */
    postgresTemplate: string
  }
}

/** vitest's global setup: one throwaway Postgres for all files, or the one KITH_TEST_POSTGRES names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await openPostgres()
  const template = await makeTemplate(url)
  project.provide('postgresUrl', url)
  project.provide('postgresTemplate', template.name)
  return async () => {
    await template.drop()
    await stop()
  }
}

async function openPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const running = process.env.KITH_TEST_POSTGRES
  if (running) return { url: running, stop: async () => {} }
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-test-postgres-'))
  const postgres = await startEmbeddedPostgres({
    dataFolder,
    password: randomUUID(),
    durable: false,
    settings: { max_connections: '300' },
  })
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop()
      fs.rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
