import type { BrowserContextOptions } from '@playwright/test'
import type { Person } from './person'
import { expect, test } from './test'

// What a service worker asks for would pass the test by.
const PARTS = '**/_next/static/**'
const NO_WORKER: BrowserContextOptions = { serviceWorkers: 'block' }

/** The page as it is before it has fetched its parts. */
async function withoutParts({ page }: Person): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.reload()
}

for (const status of [404, 400]) {
  test(`a page older than the server loads itself anew when a part of it is answered with ${status}`, async ({
    newPerson,
    expectInConsole,
  }) => {
    expectInConsole(/_next\/static/)
    const bea = await newPerson('Bea Newer')
    const ana = await newPerson('Ana Older', { context: NO_WORKER })
    await ana.startChatWith(bea)
    await withoutParts(ana)
    await ana.composer.fill('Half a sen')
    const { page } = ana
    const loaded = page.waitForEvent('load')
    await page.route(PARTS, (route) => route.fulfill({ status }))
    // Its own parts are the new build's.
    page.on('request', (request) => {
      if (request.isNavigationRequest()) void page.unroute(PARTS)
    })
    await page.getByRole('button', { name: 'Emoji' }).click()
    await loaded
    await expect(ana.composer).toHaveValue('Half a sen')
    await page.getByRole('button', { name: 'Emoji' }).click()
    await expect(page.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox')).toBeVisible()
  })
}

test('it asks first where a reload would lose something, and where the last one didn’t help', async ({
  newPerson,
  expectInConsole,
}) => {
  expectInConsole(/_next\/static/)
  const bea = await newPerson('Bea Same')
  const ana = await newPerson('Ana Editing', { context: NO_WORKER })
  await ana.startChatWith(bea)
  await withoutParts(ana)
  await ana.say('A first wording')
  await ana.seesTick('A first wording', 'Delivered')
  const { page } = ana
  await page.route(PARTS, (route) => route.fulfill({ status: 404 }))

  const editing = page.getByRole('textbox', { name: 'Edit message' })
  await test.step('an edit is under way: it stays as it is until Ana reloads', async () => {
    await ana.composer.press('ArrowUp')
    await editing.fill('A second wording')
    await page.getByRole('button', { name: 'Emoji' }).click()
    await expect(page.getByText('Kith has a new version.')).toBeVisible()
    await expect(page.getByText('This part of Kith couldn’t be loaded.')).toBeVisible()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(page.getByText('This part of Kith couldn’t be loaded.')).toBeHidden()
    await expect(editing).toHaveValue('A second wording')
    await editing.press('Enter')
    await ana.sees('A second wording')
  })

  await test.step('reloaded by hand, and still broken: it doesn’t reload for ever', async () => {
    await page.unroute(PARTS)
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name: 'Reload' }).click()
    await loaded
    await expect(ana.composer).toBeVisible()
    await page.route(PARTS, (route) => route.fulfill({ status: 404 }))
    await page.getByRole('button', { name: 'Emoji' }).click()
    await expect(page.getByText('Kith has a new version.')).toBeVisible()
    // What it tries again by itself comes before it gives up.
    await expect(page.getByText('This part of Kith couldn’t be loaded.')).toBeVisible()
    await page.unroute(PARTS)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox')).toBeVisible()
    await page.keyboard.press('Escape')
    await ana.say('Still here')
    await bea.open('Ana Editing')
    await bea.sees('Still here')
  })
})
