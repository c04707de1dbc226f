import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import { give, type MadeFile, photo, video } from './media-files'
import type { Person } from './person'
import { expect, test } from './test'

const tray = (person: Person): Locator => person.page.getByRole('list', { name: 'Attachments' })
const last = (person: Person): Locator => person.messages.locator('ol > li[data-seq]').last()
const viewer = (person: Person): Locator => person.page.getByRole('dialog', { name: 'Photos and videos' })

async function pick(person: Person, what: 'Photos and videos' | 'Files', files: readonly MadeFile[]): Promise<void> {
  const chosen = person.page.waitForEvent('filechooser')
  await person.page.getByRole('button', { name: 'Attach' }).click()
  await person.page.getByRole('menuitem', { name: what }).click()
  await (await chosen).setFiles([...files])
}

test('an album of what was picked, dropped and pasted reaches the other, and is looked at by keyboard', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Album')
  const ana = await newPerson('Ana Album')
  await ana.startChatWith(bea)

  await test.step('gathered, ordered, and one taken out', async () => {
    await pick(ana, 'Photos and videos', [await photo('lake.jpg', 1_600, 1_200), await photo('tent.jpg', 900, 1_600)])
    await give(ana.page, 'drop', '[aria-label="Conversation"]', [await video(ana.page, 'waves.webm')])
    await give(ana.page, 'paste', '[data-composer]', [await photo('pasted.jpg', 800, 800)])
    const items = tray(ana).getByRole('listitem')
    await expect(items).toHaveCount(4)
    await expectAccessible(ana.page)
    await ana.page.getByRole('button', { name: 'Remove pasted.jpg' }).click()
    await ana.page.getByRole('button', { name: 'Remove tent.jpg' }).focus()
    await ana.page.keyboard.press('Alt+ArrowLeft')
    await expect(items.first()).toHaveAccessibleName('tent.jpg, 1 of 3')
    await ana.page.getByRole('button', { name: 'Change lake.jpg' }).click()
    await expect(ana.page.getByRole('menuitem', { name: 'Send as a file' })).toBeVisible()
    await ana.page.keyboard.press('Escape')
    await expect(items).toHaveCount(3)
  })

  await test.step('sent with a caption', async () => {
    await ana.say('By the lake')
    await expect(tray(ana)).toBeHidden()
    await ana.seesTick('By the lake', 'Delivered')
    await expect(bea.line('Ana Album')).toContainText('By the lake')
  })

  await test.step('seen by the other', async () => {
    await bea.open('Ana Album')
    const row = bea.bubble('By the lake')
    await expect(row.getByRole('button', { name: 'Photo 1 of 3' })).toBeVisible()
    await expect(row.getByRole('button', { name: /^Video 3 of 3/ })).toBeVisible()
    for (const picture of await row.locator('button[data-media] img').all()) {
      await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    }
    await expectAccessible(bea.page)
  })

  await test.step('looked at by keyboard', async () => {
    const { keyboard } = bea.page
    const first = bea.bubble('By the lake').getByRole('button', { name: 'Photo 1 of 3' })
    await first.focus()
    await keyboard.press('Enter')
    const picture = viewer(bea).getByRole('img', { name: 'tent.jpg' })
    await expect(picture).toBeVisible()
    await expect(viewer(bea)).toContainText('1 / 3')
    await expectAccessible(bea.page)
    await keyboard.press('+')
    await expect(viewer(bea).getByRole('button', { name: 'Zoom out' })).toBeEnabled()
    await keyboard.press('-')
    await expect(viewer(bea).getByRole('button', { name: 'Zoom out' })).toBeDisabled()
    await keyboard.press('ArrowRight')
    await expect(viewer(bea)).toContainText('2 / 3')
    const download = bea.page.waitForEvent('download')
    await viewer(bea).getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toContain('lake')
    await keyboard.press('Escape')
    await expect(viewer(bea)).toBeHidden()
    await expect(first).toBeFocused()
    await expect(bea.composer).toBeVisible()
  })
})

test('a file goes and comes as it is, and is named wherever the message is spoken of', async ({ newPerson }) => {
  const bea = await newPerson('Bea File')
  const ana = await newPerson('Ana File')
  await ana.startChatWith(bea)
  const buffer = randomBytes(200_000)
  await pick(ana, 'Files', [{ name: 'Quarterly report.pdf', mimeType: 'application/pdf', buffer }])
  await expect(tray(ana).getByRole('listitem')).toHaveCount(1)
  await ana.page.getByRole('button', { name: 'Send' }).click()
  await expect(last(ana).getByRole('img', { name: 'Delivered' })).toBeVisible()
  await expect(bea.line('Ana File')).toContainText('📎 Quarterly report.pdf')

  await bea.open('Ana File')
  const download = bea.page.waitForEvent('download')
  await last(bea)
    .getByRole('link', { name: /Download/ })
    .click()
  expect((await download).suggestedFilename()).toBe('Quarterly report.pdf')
  expect(await fs.readFile(await (await download).path())).toEqual(buffer)
})

test('one’s own picture stays on screen when it is sent, until the server’s is drawn in its place', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Steady')
  const ana = await newPerson('Ana Steady')
  await ana.startChatWith(bea)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await ana.context.route(/\/api\/files\//, async (route) => {
    await held
    await route.continue()
  })
  // Looked at before each frame: gone for one is a flicker.
  await ana.page.evaluate(() => {
    const seen = { before: 0, blank: 0 }
    Object.assign(window, { seen })
    const look = () => {
      const pictures = document.querySelectorAll<HTMLImageElement>('[data-history] [data-media] img')
      if ([...pictures].some(({ complete, naturalWidth }) => complete && naturalWidth > 0)) seen.before += 1
      else if (seen.before > 0) seen.blank += 1
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  const blank = () => ana.page.evaluate(() => (window as unknown as { seen: { blank: number } }).seen.blank)

  await pick(ana, 'Photos and videos', [await photo('lake.jpg', 2_400, 1_800)])
  const inTray = tray(ana).locator('img')
  await expect.poll(() => inTray.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  await ana.say('Look at the lake')
  await ana.seesTick('Look at the lake', 'Delivered')
  const own = last(ana).locator('[data-media] img[src^="blob:"]')
  await expect(own).toBeVisible()
  expect(await blank()).toBe(0)
  release()
  await expect(own).toHaveCount(0)
  const kept = last(ana).locator('[data-media] img')
  await expect.poll(() => kept.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
  expect(await blank()).toBe(0)
})

test('what can’t be sent is told before anything goes', async ({ newPerson }) => {
  const bea = await newPerson('Bea Limits')
  const ana = await newPerson('Ana Limits')
  await ana.startChatWith(bea)
  await pick(ana, 'Files', [{ name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }])
  await expect(ana.page.getByRole('alert').filter({ hasText: 'nothing.txt: It is empty' })).toBeVisible()
  await expect(ana.page.getByRole('button', { name: 'Send' })).toBeDisabled()
  await ana.page.getByRole('button', { name: 'Remove nothing.txt' }).click()
  await expect(ana.page.getByRole('button', { name: 'Record a voice message' })).toBeVisible()
})

test('an upload that was cut off by closing the page goes on where it was, and no byte goes twice', async ({
  newPerson,
  expectInConsole,
}) => {
  // The gate below.
  expectInConsole(/ERR_FAILED/)
  const bea = await newPerson('Bea Upload')
  const ana = await newPerson('Ana Upload')
  await ana.startChatWith(bea)
  const buffer = randomBytes(20 * 1024 * 1024)
  const gate = 0.6 * buffer.length
  const kept: { from: number; to: number }[] = []
  let shut = true
  ana.context.on('response', (response) => {
    const request = response.request()
    if (request.method() !== 'PATCH' || response.status() !== 204) return
    kept.push({ from: Number(request.headers()['upload-offset']), to: Number(response.headers()['upload-offset']) })
  })
  await ana.context.route('**/uploads/**', async (route) => {
    const offset = Number(route.request().headers()['upload-offset'] ?? 0)
    if (shut && route.request().method() === 'PATCH' && offset >= gate) await route.abort()
    else await route.continue()
  })

  await pick(ana, 'Files', [{ name: 'film.bin', mimeType: 'application/octet-stream', buffer }])
  await ana.page.getByRole('button', { name: 'Send' }).click()
  await expect.poll(() => kept.at(-1)?.to ?? 0).toBeGreaterThanOrEqual(gate)
  await expect(ana.page.getByRole('button', { name: /film.bin, [6-9]\d% uploaded/ })).toBeVisible()
  await ana.page.close()
  const before = kept.at(-1)?.to ?? 0
  expect(before).toBeLessThan(buffer.length)
  shut = false

  const page = await ana.context.newPage()
  await page.goto(ana.url)
  await expect(bea.line('Ana Upload')).toContainText('📎 film.bin')
  expect(kept.find(({ from }) => from >= before)?.from).toBe(before)
  expect(kept.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(buffer.length)
})
