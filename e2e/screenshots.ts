/** `npm run screenshots`: draws docs/images anew, from the seeded cast in the built app. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { CAST_PASSWORD } from '@/prisma/seed/cast'
import { landscape } from '@/prisma/seed/things/landscape'
import { rasterise } from '@/prisma/seed/things/rasterise'
import { VIEWS } from '@/prisma/seed/things/views'
import { freePort, startApp } from '@/server/testing/app-process'
import { signIn } from './account'
import { Person } from './person'
import { SCENES, type Scene } from './screenshot-scenes'

const IMAGES = 'docs/images'
const DESKTOP = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 780 }
const ANA = { userName: 'ana', fullName: 'Ana Silva' }

/** Where it is early evening now. */
const ZONE = eveningZone(new Date())

function eveningZone(now: Date): string {
  const ahead = ((18 - now.getUTCHours() + 24 + 11) % 24) - 11
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

async function draw(
  browser: Browser,
  url: string,
  { name, phone, dark, play, only, margin = 0 }: Scene,
): Promise<void> {
  const context = await browser.newContext({
    viewport: phone ? PHONE : DESKTOP,
    ...(phone && { isMobile: true, hasTouch: true }),
    deviceScaleFactor: 2,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: ZONE,
    reducedMotion: 'reduce',
    permissions: ['microphone', 'camera'],
  })
  await signIn(context.request, url, ANA.userName, CAST_PASSWORD)
  const ana = new Person(ANA, await context.newPage(), url)
  await ana.goHome()
  await ana.overview.getByRole('link').first().waitFor()
  await play(ana)
  await settled(ana.page)
  const clip = only && (await clipOf(only(ana), margin))
  const png = await ana.page.screenshot({ animations: 'disabled', ...(clip && { clip }) })
  await sharp(png)
    .webp({ quality: 78, smartSubsample: true, effort: 6 })
    .toFile(path.join(IMAGES, `${name}.webp`))
  await context.close()
}

async function clipOf(kept: Locator, margin: number) {
  const box = await kept.boundingBox()
  if (!box) throw new Error('What is to be kept of the picture is not on screen.')
  const [left, top] = [Math.max(0, box.x - margin), Math.max(0, box.y - margin)]
  const right = Math.min(DESKTOP.width, box.x + box.width + margin)
  return { x: left, y: top, width: right - left, height: Math.min(DESKTOP.height, box.y + box.height + margin) - top }
}

/** Everything that is on screen has come. */
async function settled(page: Page): Promise<void> {
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

async function main(): Promise<void> {
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
    fs.mkdirSync(IMAGES, { recursive: true })
    const only = process.argv.slice(2)
    for (const scene of SCENES) {
      if (only.length === 0 || only.includes(scene.name)) await draw(browser, `http://localhost:${port}`, scene)
    }
  } finally {
    await browser.close()
    await app.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

await main()
