import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContextOptions } from '@playwright/test'
import { photo } from './media-files'
import type { Person } from './person'
import { expect, test } from './test'

const NEXT = path.resolve('.next')

/** The page has fetched all that it fetches after what a chat needs. */
const rests = ({ page }: Person) => expect(page.locator('html[data-parts="all"]')).toHaveCount(1)

for (const [where, context] of [
  ['with a service worker', {}],
  ['without one, as on plain HTTP', { serviceWorkers: 'block' }],
] satisfies [string, BrowserContextOptions][]) {
  test(`whose network goes as soon as a chat is usable opens every part of Kith, ${where}`, async ({
    newPerson,
    newWay,
    expectInConsole,
  }) => {
    expectInConsole(/net::ERR_|WebSocket connection|Failed to (load|fetch)/)
    const way = await newWay()
    const bea = await newPerson('Bea Ashore')
    const ana = await newPerson('Ana Afloat', { url: way.url, context })
    await ana.startChatWith(bea)
    await ana.say('Before the storm')
    await ana.seesTick('Before the storm', 'Delivered')
    await bea.open('Ana Afloat')
    await bea.say('Take care')
    await ana.sees('Take care')
    const chosen = ana.page.waitForEvent('filechooser')
    await ana.page.getByRole('button', { name: 'Attach' }).click()
    await ana.page.getByRole('menuitem', { name: 'Photos and videos' }).click()
    await (await chosen).setFiles([await photo('boat.jpg', 400, 300)])
    await ana.composer.press('Enter')
    await expect(ana.messages.getByRole('button', { name: 'Photo' })).toBeEnabled()
    await ana.page.reload()
    await rests(ana)

    const failed: string[] = []
    ana.page.on('requestfailed', (request) => failed.push(new URL(request.url()).pathname))
    way.refuse()
    way.cut()
    await opensEverything(ana)
    expect(failed.filter((address) => address.startsWith('/_next/'))).toEqual([])
  })
}

async function opensEverything({ page, composer, overview }: Person): Promise<void> {
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const closes = async (what: ReturnType<typeof dialog>) => {
    await expect(what).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(what).toBeHidden()
  }
  const menuOf = (text: string) =>
    page.getByRole('region', { name: 'Messages' }).getByText(text).click({ button: 'right' })
  const line = overview.getByRole('link').filter({ hasText: 'Bea Ashore' })

  await test.step('beside what is written', async () => {
    await button('Emoji').click()
    await expect(dialog('Emoji').getByRole('gridcell').first()).toBeVisible()
    await closes(dialog('Emoji'))
    await button('Stickers').click()
    await closes(dialog('Stickers'))
    await composer.fill('**bold**')
    await composer.fill('')
  })

  await test.step('of a message', async () => {
    await menuOf('Take care')
    await item('Forward…').click()
    await closes(dialog('Forward to…'))
    await menuOf('Take care')
    await item('Report…').click()
    await closes(page.getByRole('dialog', { name: /Report/ }))
    await menuOf('Take care')
    await page.getByRole('menuitem', { name: /^Block/ }).click()
    await closes(page.getByRole('alertdialog'))
    await menuOf('Take care')
    await item('Delete for me').click()
    await closes(page.getByRole('alertdialog'))
    await menuOf('Take care')
    await item('More reactions').click()
    await closes(dialog('React'))
    await menuOf('Take care')
    await item('Select').click()
    await button('Stop selecting').click()
    await expect(page.getByRole('toolbar', { name: 'Selected messages' })).toBeHidden()
    await menuOf('Before the storm')
    await item('Message info').click()
    await expect(heading('Message info')).toBeVisible()
    await button('Close').click()
    await page.getByRole('button', { name: 'Photo' }).first().click()
    await closes(dialog('Photos and videos'))
  })

  await test.step('of a chat', async () => {
    await button('About this conversation').click()
    await expect(heading('Contact')).toBeVisible()
    await button('Close').click()
    await button('More').click()
    await item('Media, files and links').click()
    await expect(heading('Media, files and links')).toBeVisible()
    await button('Close').click()
    await button('More').click()
    await item('Jump to a date').click()
    await closes(dialog('Jump to a date'))
    await button('More').click()
    await item('Delete chat').click()
    await closes(page.getByRole('alertdialog'))
    await button('More').click()
    await item('Search this chat').click()
    await expect(page.getByRole('searchbox', { name: 'Words to find in this chat' })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('of the overview', async () => {
    await line.click({ button: 'right' })
    await expect(item('Archive')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('storm')
    await expect(overview.getByRole('button', { name: 'Photos' }).or(overview.getByText('From')).first()).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search conversations' }).press('Escape')
    await page.keyboard.press('Control+k')
    await closes(dialog('Go to a conversation'))
    await button('New chat').click()
    await closes(dialog('New chat'))
    await button('New message to several').click()
    await closes(dialog('New message to several'))
    await button('Menu').click()
    await item('New group').click()
    await closes(dialog('New group'))
  })

  await test.step('pages', async () => {
    for (const [name, title] of [
      ['Contacts', 'Contacts'],
      ['Starred messages', 'Starred messages'],
      ['Settings', 'Settings'],
    ] as const) {
      await button('Menu').click()
      await item(name).click()
      await expect(heading(title)).toBeVisible()
      await expect(page).toHaveTitle(`${title} · Kith`)
    }
  })
}

test('the service worker keeps all that the build has for who is signed in', async ({ newPerson }) => {
  const { page } = await newPerson('Ana Keeper')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const kept = await page.evaluate(async () =>
    (await (await caches.open('kith-assets')).keys()).map(({ url }) => new URL(url).pathname),
  )
  const built = readdirSync(path.join(NEXT, 'static'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(chunks|media)\/.*\.(js|css|woff2)$/.test(file))
    .map((file) => `/_next/static/${file}`)
  expect(built.length).toBeGreaterThan(20)
  const others = otherPages()
  expect(built.filter((file) => !kept.includes(file) && !others.has(file))).toEqual([])
  expect(kept.filter((file) => file.startsWith('/_next/') && !built.includes(file))).toEqual([])
  expect(kept).toContain('/emoji/en-17.json')
})

/** What belongs to pages for who isn't signed in, to none, or to browsers that are too old for workers. */
function otherPages(): Set<string> {
  const { polyfillFiles }: { polyfillFiles: string[] } = JSON.parse(
    readFileSync(path.join(NEXT, 'build-manifest.json'), 'utf8'),
  )
  const manifests = ['(account)/sign-in', '(account)/sign-up', '_global-error', '_not-found'].map((page) =>
    readFileSync(path.join(NEXT, 'server/app', page, 'page_client-reference-manifest.js'), 'utf8'),
  )
  const named = manifests.flatMap((manifest) => manifest.match(/static\/[\w./~-]+\.(js|css)/g) ?? [])
  return new Set([...polyfillFiles, ...named].map((file) => `/_next/${file}`))
}
