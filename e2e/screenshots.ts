/** `npm run screenshots`: draws docs/images anew, from the seeded cast in the built app. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { CAST_PASSWORD } from '@/prisma/seed/cast'
import { freePort, startApp } from '@/server/testing/app-process'
import { signIn } from './account'

const IMAGES = 'docs/images'
const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 780 }
const THEMES = ['light', 'dark'] as const

/** Pictures in order: what a scene reads is read in those after it. */
const SCENES = [
  { name: 'overview-phone', viewport: PHONE },
  { name: 'group', viewport: DESKTOP, chat: 'Saturday hike' },
  { name: 'chat-phone', viewport: PHONE, chat: 'ليلى' },
] as const

/** Where it is early evening now. */
function eveningZone(now: Date): string {
  const ahead = ((18 - now.getUTCHours() + 24 + 11) % 24) - 11
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

async function draw(browser: Browser, url: string): Promise<void> {
  for (const scene of SCENES) {
    const context = await browser.newContext({
      viewport: scene.viewport,
      deviceScaleFactor: 2,
      locale: 'en-GB',
      timezoneId: eveningZone(new Date()),
      reducedMotion: 'reduce',
    })
    await signIn(context.request, url, 'ana', CAST_PASSWORD)
    const page = await context.newPage()
    await page.goto(url)
    await show(page, 'chat' in scene ? scene.chat : null)
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: path.join(IMAGES, `${scene.name}-${colorScheme}.png`), animations: 'disabled' })
    }
    await context.close()
  }
}

async function show(page: Page, chat: string | null): Promise<void> {
  const overview = page.getByRole('navigation', { name: 'Conversations' })
  await overview.getByRole('link').first().waitFor()
  if (chat) {
    await overview.getByRole('link').filter({ hasText: chat }).click()
    await page.getByRole('region', { name: 'Messages' }).getByRole('listitem').last().waitFor()
    await page.mouse.move(0, 0)
  }
  await page.waitForLoadState('networkidle')
}

async function main(): Promise<void> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-screenshots-'))
  const port = await freePort()
  const app = startApp({ port, dataFolder })
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((file) => file && fs.existsSync(file))
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
  try {
    await app.ready()
    const env = { ...process.env, KITH_DATA: dataFolder }
    execFileSync(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], { env, stdio: 'inherit' })
    fs.mkdirSync(IMAGES, { recursive: true })
    await draw(browser, `http://localhost:${port}`)
  } finally {
    await browser.close()
    await app.stop()
    fs.rmSync(dataFolder, { recursive: true, force: true })
  }
}

await main()
