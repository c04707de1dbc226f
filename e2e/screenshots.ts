/**
 * `npm run screenshots`: draws docs/images anew, from the seeded cast in the built app.
 * `npm run screenshots -- looks`: draws every screen of `LOOKS` into .looks/, on a phone and a desk, light and dark.
 * Names after that: those alone.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { CAST_PASSWORD } from '@/prisma/seed/cast'
import { signIn } from './account'
import { LOOKS, type Look } from './look-scenes'
import { Person } from './person'
import { SCENES, type Scene } from './screenshot-scenes'
import { setStage } from './screenshot-stage'
import { ANA, type Seeded, settled, withSeededApp, ZONE } from './seeded-app'

const IMAGES = 'docs/images'
const LOOKED_AT = '.looks'
const DESKTOP = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 780 }
const WIDE = { width: 1440, height: 900 }
const TALL = { width: 390, height: 844 }

interface Screen {
  readonly viewport: { width: number; height: number }
  readonly phone?: boolean
  readonly dark?: boolean
  readonly sharpness: number
  readonly withoutWorker?: boolean
}

async function openAna(
  { url, browser }: Seeded,
  { viewport, phone, dark, sharpness, withoutWorker }: Screen,
  who = ANA,
): Promise<Person> {
  const context = await browser.newContext({
    viewport,
    ...(phone && { isMobile: true, hasTouch: true }),
    deviceScaleFactor: sharpness,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: ZONE,
    reducedMotion: 'reduce',
    serviceWorkers: withoutWorker ? 'block' : 'allow',
    permissions: ['microphone', 'camera', 'clipboard-write'],
  })
  // Functions that are given to the page call it, as tsx compiles them.
  await context.addInitScript('globalThis.__name = (named) => named')
  await signIn(context.request, url, who.userName, CAST_PASSWORD)
  const ana = new Person(who, await context.newPage(), url)
  await ana.goHome()
  await ana.overview.getByRole('link').first().waitFor()
  return ana
}

async function draw(seeded: Seeded, { name, phone = false, dark = false, play, only, margin = 0 }: Scene) {
  const viewport = phone ? PHONE : DESKTOP
  const ana = await openAna(seeded, { viewport, phone, dark, sharpness: 2 })
  await play(ana)
  await settled(ana.page)
  const clip = only && (await clipOf(only(ana), margin, viewport))
  const png = await ana.page.screenshot({ animations: 'disabled', ...(clip && { clip }) })
  await sharp(png)
    .webp({ quality: 78, smartSubsample: true, effort: 6 })
    .toFile(path.join(IMAGES, `${name}.webp`))
  await ana.context.close()
}

async function clipOf(kept: Locator, margin: number, viewport: Screen['viewport']) {
  const box = await kept.boundingBox()
  if (!box) throw new Error('What is to be kept of the picture is not on screen.')
  const [left, top] = [Math.max(0, box.x - margin), Math.max(0, box.y - margin)]
  const right = Math.min(viewport.width, box.x + box.width + margin)
  const bottom = Math.min(viewport.height, box.y + box.height + margin)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

async function look(seeded: Seeded, { name, play, as, withoutWorker = false }: Look): Promise<void> {
  for (const phone of [true, false]) {
    const screen = { viewport: phone ? TALL : WIDE, phone, sharpness: 1, withoutWorker }
    const ana = await openAna(seeded, screen, as)
    await play(ana)
    for (const colorScheme of ['light', 'dark'] as const) {
      await ana.page.emulateMedia({ colorScheme })
      await settled(ana.page)
      const file = path.join(LOOKED_AT, `${name}-${phone ? 'phone' : 'desk'}-${colorScheme}.png`)
      await ana.page.screenshot({ path: file, animations: 'disabled' })
    }
    await say(ana.page, name, phone)
    await ana.context.close()
  }
}

/** What a finger would miss: less than 44 px, by what a tap at its edges meets. */
async function say(page: Page, name: string, phone: boolean): Promise<void> {
  if (!phone) return
  const small = await page.evaluate(() => {
    const found: string[] = []
    for (const target of document.querySelectorAll<HTMLElement>(
      'button, a[href], input, [role=switch], [role=menuitem]',
    )) {
      const box = target.getBoundingClientRect()
      const x = box.x + box.width / 2
      const y = box.y + box.height / 2
      const hits = (dx: number, dy: number) => {
        const hit = document.elementFromPoint(x + dx, y + dy)
        return hit !== null && (target.contains(hit) || hit.closest('label')?.contains(target) === true)
      }
      if (!hits(0, 0) || target.tabIndex < 0) continue
      const reaches = (dx: number, dy: number) => hits(dx, dy) || hits(-dx, -dy)
      if (reaches(0, 20) && reaches(20, 0)) continue
      found.push(`${target.getAttribute('aria-label') ?? target.textContent.slice(0, 30)} ${box.width}×${box.height}`)
    }
    return [...new Set(found)]
  })
  if (small.length > 0) process.stdout.write(`${name}: small for a finger: ${small.join(' | ')}\n`)
}

/** The others are drawn none the less. */
function failed({ name }: Look, error: unknown): void {
  process.exitCode = 1
  process.stderr.write(`${name} can’t be drawn: ${error}\n`)
}

const [first, ...rest] = process.argv.slice(2)
const looks = first === 'looks'
const only = looks || first === undefined ? rest : [first, ...rest]
const chosen = ({ name }: { name: string }) => only.length === 0 || only.includes(name)

await withSeededApp(async (seeded) => {
  fs.mkdirSync(looks ? LOOKED_AT : IMAGES, { recursive: true })
  if (!looks) for (const scene of SCENES.filter(chosen)) await draw(seeded, scene)
  // They change what the pictures before show.
  await setStage(seeded)
  if (looks) for (const one of LOOKS.filter(chosen)) await look(seeded, one).catch((error) => failed(one, error))
  else for (const { name, play, guide } of LOOKS.filter(chosen)) if (guide) await draw(seeded, { name, play, ...guide })
})
