import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Locator } from '@playwright/test'
import sharp from 'sharp'
import { type AppProcess, freePort, startApp } from '@/server/testing/app-process'
import { expectAccessible } from './accessible'
import type { Person } from './person'
import { test as base, expect } from './test'

const NAME = 'news.kith-e2e.net'

// An app of its own: in its world there is a server with that name, at a public address.
let app: AppProcess
let url: string
let dataFolder: string
let far: http.Server
let answer: () => void
const asked: string[] = []

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from the pattern.
  appUrl: async ({}, use) => use(url),
})

test.beforeAll(async () => {
  const may = new Promise<void>((resolve) => {
    answer = resolve
  })
  const picture = await sharp({ create: { width: 1_200, height: 630, channels: 3, background: '#5b8c5a' } })
    .jpeg()
    .toBuffer()
  far = http.createServer(async (request, response) => {
    const { host = '', 'user-agent': agent } = request.headers
    asked.push(`${host}${request.url}`)
    if (agent !== 'Kith (link preview)') return response.writeHead(400).end()
    if (request.url === '/cake.jpg') return response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(picture)
    await may
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<title>${request.url}</title>
      <meta property="og:title" content="The best cakes of ${request.url?.slice(1)}">
      <meta property="og:site_name" content="Cake News">
      <meta property="og:description" content="Where they are baked, and by whom.">
      <meta property="og:image" content="/cake.jpg">`)
  })
  await new Promise<void>((done) => far.listen(0, '127.0.0.1', done))
  dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-e2e-links-'))
  const port = await freePort()
  const preload = new URL('far-web.mjs', import.meta.url).href
  const env = {
    NODE_OPTIONS: `--import=${preload}`,
    FAR_WEB_NAME: NAME,
    FAR_WEB_PORT: String((far.address() as AddressInfo).port),
  }
  app = startApp({ port, dataFolder, env })
  url = `http://localhost:${port}`
  await app.ready()
})

test.afterAll(async () => {
  await app.stop()
  far.close().closeAllConnections()
  fs.rmSync(dataFolder, { recursive: true, force: true })
})

const card = (person: Person, of: string): Locator =>
  person.messages.getByRole('link', { name: new RegExp(`The best cakes of ${of}`) })
const topOf = (locator: Locator): Promise<number> =>
  locator.evaluate((element) => Math.round(element.getBoundingClientRect().top))

test('a link is shown with what is behind it, and nothing jumps when that comes', async ({ newPerson }) => {
  const ana = await newPerson('Ana Admin')
  const bea = await newPerson('Bea Links')
  await ana.startChatWith(bea)
  for (let line = 1; line <= 30; line++) await ana.say(`Line ${line}.`)
  await bea.open('Ana Admin')
  await bea.sees('Line 30.')

  await test.step('what is on this machine isn’t asked, whatever is linked', async () => {
    await ana.say(`http://127.0.0.1:${(far.address() as AddressInfo).port}/private`)
    await ana.say(`Look: http://${NAME}/today`)
    await bea.sees('/today')
  })

  await test.step('Bea has scrolled up, and what she reads stays where it is', async () => {
    const read = bea.bubble(/Line 25$|Line 25\b/).first()
    await bea.messages.hover()
    await bea.page.mouse.wheel(0, -250)
    await expect(bea.bubble('/today')).not.toBeInViewport()
    const before = await topOf(read)
    answer()
    await expect(card(bea, 'today')).toHaveCount(1)
    expect(await topOf(read)).toBe(before)
  })

  await test.step('Ana, at the end, sees the card: site, title, words and picture', async () => {
    const shown = card(ana, 'today')
    await expect(shown).toBeInViewport({ ratio: 1 })
    await expect(shown).toContainText('Cake News')
    await expect(shown).toContainText('Where they are baked, and by whom.')
    await expect(shown).toHaveAttribute('href', `http://${NAME}/today`)
    const picture = shown.locator('img')
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(800)
    await expectAccessible(ana.page)
    expect(asked.filter((one) => one.includes('127.0.0.1'))).toEqual([])
  })

  await test.step('the picture has its place before it comes', async () => {
    let letThrough = (): void => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await bea.page.route('**/api/files/*/*/link', async (route) => {
      await held
      await route.continue()
    })
    await bea.page.reload()
    const shown = card(bea, 'today')
    await shown.scrollIntoViewIfNeeded()
    const before = await shown.boundingBox()
    letThrough()
    await expect
      .poll(() => shown.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
    expect(await shown.boundingBox()).toEqual(before)
  })

  await test.step('one edited to another link shows that one', async () => {
    await ana
      .bubble('/today')
      .getByText('Look:')
      .click({ button: 'right', position: { x: 8, y: 10 } })
    await ana.page.getByRole('menuitem', { name: 'Edit' }).click()
    await ana.page.getByRole('textbox', { name: 'Edit message' }).fill(`Look: http://${NAME}/tomorrow`)
    await ana.page.getByRole('textbox', { name: 'Edit message' }).press('Enter')
    await expect(card(bea, 'tomorrow')).toHaveCount(1)
    await expect(card(bea, 'today')).toHaveCount(0)
  })

  await test.step('switched off, nothing is asked; on again, it is', async () => {
    const admin = await ana.context.newPage()
    await admin.goto(`${url}/admin`)
    const previews = admin.getByRole('switch', { name: 'Link previews' })
    await expect(previews).toBeChecked()
    await previews.click()
    await expect(admin.getByText('Links are shown as they are.')).toBeVisible()
    await ana.say(`http://${NAME}/unasked`)
    await bea.sees('/unasked')
    await admin.reload()
    await expect(previews).not.toBeChecked()
    await previews.click()
    await expect(previews).toBeChecked()
    await expect(admin.getByText('This server looks at links')).toBeVisible()
    await admin.close()
    await ana.say(`http://${NAME}/asked-again`)
    await expect(card(bea, 'asked-again')).toHaveCount(1)
    expect(asked.filter((one) => one.includes('unasked'))).toEqual([])
    await expect(card(bea, 'unasked')).toHaveCount(0)
  })
})
