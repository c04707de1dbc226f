import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { expectNoClassConflicts } from './class-conflicts'
import { expect, test } from './test'

async function expectSound(page: Page): Promise<void> {
  await expectNoClassConflicts(page)
  await expectAccessible(page)
}

test('axe finds nothing on the way in', async ({ newBrowser, appUrl }) => {
  const page = await (await newBrowser()).newPage()
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(`${appUrl}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectSound(page)
  }
})

for (const [width, viewport] of [
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 360, height: 740 }],
] as const) {
  test(`axe finds nothing in the app on ${width}`, async ({ newPerson, expectInConsole }) => {
    expectInConsole(/404.*999999/)
    const bea = await newPerson('Bea Axe')
    const ana = await newPerson('Ana Axe', { context: { viewport } })
    const { page } = ana

    await test.step('with nothing there yet', () => expectSound(page))
    await test.step('looking for somebody', async () => {
      await page.getByRole('button', { name: 'New chat' }).click()
      await page.getByPlaceholder('Name or user name').fill(bea.userName)
      await expect(page.getByRole('option', { name: bea.userName })).toBeVisible()
      await expectSound(page)
      await page.keyboard.press('Escape')
    })
    await test.step('in a group', async () => {
      await ana.startGroup('Orchard', [bea])
      await ana.say('A first message, with a link: https://example.org/')
      await ana.seesTick('A first message', 'Delivered')
      await expectSound(page)
    })
    await test.step('with the panel on the right', async () => {
      await page.getByRole('button', { name: 'About Orchard' }).click()
      await expect(page.getByLabel('Details')).toContainText('Bea Axe')
      await expectSound(page)
    })
    await test.step('searching', async () => {
      await page.goto(ana.url)
      const field = page.getByRole('searchbox', { name: 'Search conversations' })
      await field.fill('first')
      await expect(ana.overview.getByText('A first message')).toBeVisible()
      await expectSound(page)
      // What ends it, and what clears it, are in the field.
      for (const name of ['End the search', 'Clear the search']) {
        const [outer, inner] = [await field.boundingBox(), await page.getByRole('button', { name }).boundingBox()]
        expect(inner?.y).toBeGreaterThanOrEqual(outer?.y ?? Number.NaN)
        expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0))
      }
    })
    for (const path of ['/', '/contacts', '/settings', '/admin', '/c/999999']) {
      await test.step(`at ${path}`, async () => {
        await page.goto(`${ana.url}${path}`)
        await expect(page.getByRole('heading').or(ana.overview).first()).toBeVisible()
        await expectSound(page)
      })
    }
  })
}
