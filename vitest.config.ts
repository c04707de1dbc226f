import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

// `unit` needs nothing; `integration` gets a real Postgres from server/testing/postgres.ts.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          // Only against hanging: a slow machine is no fault of the code's.
          testTimeout: 60_000,
          include: ['{client,components,contracts,server,scripts,bench,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['{client,server,scripts,bench,prisma}/**/*.integration.test.ts'],
          globalSetup: ['server/testing/postgres.ts'],
          // They wait, for processes and for what takes its time, as long as they compute: one alone leaves two cores half idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
