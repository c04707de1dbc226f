import fs from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig, devices } from '@playwright/test'
import { NOON_ZONE } from './e2e/zone'

const chromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && fs.existsSync(path))

/** What is also tried where pages and sockets are many processes (KITH_E2E_SHAPE=cluster). */
const CLUSTER_JOURNEYS = ['first-chat', 'two-browsers', 'group', 'offline', 'attachments', 'devices', 'no-websocket']

export default defineConfig({
  testDir: 'e2e',
  ...(process.env.KITH_E2E_SHAPE === 'cluster' ? { testMatch: CLUSTER_JOURNEYS.map((name) => `${name}.spec.ts`) } : {}),
  outputDir: 'test-results',
  globalSetup: './e2e/start-app.ts',
  fullyParallel: true,
  workers: Math.max(2, availableParallelism() - 1),
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Only against hanging: a busy machine may take its time.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: NOON_ZONE,
    // What the page was like at each step; pictures of every frame besides are a seventh of what the browsers compute.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      // A plain name on the LAN is no secure context; Chromium as root has no sandbox; a microphone that beeps and a camera.
      args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--host-resolver-rules=MAP kith.lan 127.0.0.1'],
    },
  },
})
