import type { Page } from '@playwright/test'
import { signIn } from './account'
import { giveGroups, givePast } from './past'
import { Person } from './person'
import { shiftsOf, watchShifts } from './shifts'
import { expect, test } from './test'

/** More than are asked for first. */
const GROUPS = 60

/** Answers what releases all of the overview: the first lines pass. */
async function holdAll(page: Page): Promise<() => void> {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/api\/trpc\/[^?]*conversations\.overview/, async (route) => {
    if (!decodeURIComponent(route.request().url()).includes('"first"')) await released
    await route.continue()
  })
  return release
}

test('who has many chats sees the first of them before all are here, and nothing shifts when they come', async ({
  newPerson,
  newBrowser,
}) => {
  const bea = await newPerson('Bea Busy')
  const ana = await newPerson('Ana Busy')
  await giveGroups([ana.userName, bea.userName], GROUPS)
  await givePast([ana.userName, bea.userName], 5, 1)

  const context = await newBrowser({ serviceWorkers: 'block' })
  await signIn(context.request, ana.url, ana.userName)
  const page = await context.newPage()
  const release = await holdAll(page)
  await watchShifts(page)
  const again = new Person(ana, page, ana.url)
  await again.goHome()

  const unread = again.overview.getByRole('button', { name: 'Unread' })
  const archived = again.overview.getByRole('button', { name: 'Archived' })
  await expect(again.line('Bea Busy')).toBeVisible()
  await expect(again.line('Group 7')).toBeVisible()
  await expect(archived).toHaveText('Archived')
  await expect(unread).toHaveText('Unread')
  await expect(page).toHaveTitle('Kith')

  // A chat that is shown can be used, and what waits is only what isn't.
  await again.open('Group 8')
  await unread.click()
  await expect(again.overview.getByRole('link')).toHaveCount(0)
  await again.overview.getByRole('button', { name: 'All' }).click()

  release()
  await expect(archived).toHaveText('Archived1')
  await expect(unread).toHaveText('Unread1')
  await expect(page).toHaveTitle('(1) Kith')
  await again.line('Bea Busy').focus()
  await page.keyboard.press('End')
  await expect(again.line(`Group ${GROUPS - 1}`)).toBeVisible()
  expect(await shiftsOf(page)).toEqual([])
})
