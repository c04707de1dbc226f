import { PASSWORD } from './account'
import { givePast } from './past'
import { shiftsOf, watchShifts } from './shifts'
import { expect, test } from './test'

test('nothing shifts while the app loads, on a first visit and on a second', async ({ newPerson }) => {
  const bea = await newPerson('Bea Still')
  const ana = await newPerson('Ana Still')
  await givePast([ana.userName, bea.userName], 200)
  await watchShifts(ana.page)
  await ana.goHome()
  await expect(ana.line('Bea Still')).toBeVisible()
  expect(await shiftsOf(ana.page)).toEqual([])

  await ana.open('Bea Still')
  await ana.sees('200. ')
  expect(await shiftsOf(ana.page)).toEqual([])

  await ana.page.reload()
  await ana.sees('200. ')
  await expect(ana.line('Bea Still')).toBeVisible()
  expect(await shiftsOf(ana.page)).toEqual([])
})

test('nothing shifts when it turns out after a start how much is unread', async ({ newPerson }) => {
  const bea = await newPerson('Bea Chatty')
  const ana = await newPerson('Ana Away')
  await givePast([ana.userName, bea.userName], 200, 40)
  await watchShifts(ana.page)
  await ana.goHome()
  await expect(ana.line('Bea Chatty')).toBeVisible()
  await expect(ana.overview.getByRole('button', { name: /Unread\s*1/ })).toBeVisible()
  expect(await shiftsOf(ana.page)).toEqual([])
})

for (const [where, screen] of [
  ['in a window', { viewport: { width: 1440, height: 900 } }],
  ['on a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
] as const) {
  for (const lateMs of [0, 150, 600]) {
    test(`nothing shifts while one signs in ${where}, its letters ${lateMs} ms late`, async ({
      newPerson,
      newBrowser,
      appUrl,
    }) => {
      const ana = await newPerson('Ana Steady')
      const page = await (await newBrowser({ ...screen, serviceWorkers: 'block' })).newPage()
      await page.route('**/*.woff2', (route) => setTimeout(() => void route.continue().catch(() => {}), lateMs))
      await watchShifts(page)
      await page.goto(`${appUrl}/sign-in`, { waitUntil: 'networkidle' })
      await page.getByLabel('User name').fill(ana.userName)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
      expect(await shiftsOf(page)).toEqual([])
    })
  }
}
