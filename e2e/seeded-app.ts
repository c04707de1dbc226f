import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { landscape } from '@/prisma/seed/things/landscape'
import { rasterise } from '@/prisma/seed/things/rasterise'
import { VIEWS } from '@/prisma/seed/things/views'
import { freePort, startApp } from '@/server/testing/app-process'
import { zoneAt } from './zone'

export interface Seeded {
  readonly url: string
  readonly dataFolder: string
  readonly browser: Browser
}

export const ANA = { userName: 'ana', fullName: 'Ana Silva' }

/** Where it is early evening now. */
export const ZONE = zoneAt(18, new Date())

/** The built app with the cast in it, and a browser, for as long as `draw` takes. */
export async function withSeededApp(draw: (seeded: Seeded) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-screenshots-'))
  const dataFolder = path.join(folder, 'data')
  const camera = path.join(folder, 'camera.mjpeg')
  await writeCamera(camera)
  const port = await freePort()
  const app = startApp({ port, dataFolder })
  const browser = await openBrowser(camera)
  try {
    await app.ready()
    const env = { ...process.env, KITH_DATA: dataFolder, TZ: ZONE }
    execFileSync(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], { env, stdio: 'inherit' })
    await draw({ url: `http://localhost:${port}`, dataFolder, browser })
  } finally {
    await browser.close()
    await app.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Everything that is on screen has come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() =>
    [...document.images].every((image) => {
      const { bottom, top } = image.getBoundingClientRect()
      return bottom < 0 || top > innerHeight || (image.complete && image.naturalWidth > 0)
    }),
  )
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** What the camera sees: a view over a lake, in place of Chromium's test card. */
async function writeCamera(file: string): Promise<void> {
  const frame = await rasterise(landscape(VIEWS.lake)).resize(640, 480).jpeg({ quality: 90 }).toBuffer()
  fs.writeFileSync(file, Buffer.concat(Array.from({ length: 30 }, () => frame)))
}

async function openBrowser(camera: string): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((file) => file && fs.existsSync(file))
  const devices = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]
  return chromium.launch({ args: ['--no-sandbox', ...devices], ...(executablePath ? { executablePath } : {}) })
}
