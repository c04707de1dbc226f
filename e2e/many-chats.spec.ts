import type { Page, Route } from '@playwright/test'
import { signIn } from './account'
import { giveGroups, givePast } from './past'
import { Person } from './person'
import { shiftsOf, watchShifts } from './shifts'
import { expect, test } from './test'

/** More than are asked for first. */
const GROUPS = 60

const OVERVIEW = /\/api\/trpc\/[^?]*conversations\.overview/
const isFirst = (route: Route): boolean => decodeURIComponent(route.request().url()).includes('"first"')

/** Answers what releases all of the overview: the first lines pass. */
async function holdAll(page: Page): Promise<() => void> {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(OVERVIEW, async (route) => {
    if (!isFirst(route)) await released
    await route.continue()
  })
  return release
}

/** What stands for the lines that aren't here. */
const loading = ({ overview }: Person) => overview.getByText('Loading conversations…')

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
  await expect(again.overview.getByRole('link')).toHaveCount(1)
  await expect(again.line('Bea Busy')).toBeVisible()
  await expect(loading(again)).toBeAttached()
  await again.overview.getByRole('button', { name: 'All' }).click()

  release()
  await expect(archived).toHaveText('Archived1')
  await expect(loading(again)).toHaveCount(0)
  await expect(unread).toHaveText('Unread1')
  await expect(page).toHaveTitle('(1) Kith')
  await again.line('Bea Busy').focus()
  await page.keyboard.press('End')
  await expect(again.line(`Group ${GROUPS - 1}`)).toBeVisible()
  expect(await shiftsOf(page)).toEqual([])
})

test('as long as not all chats are here, the list ends in what says so, and none is said not to exist', async ({
  newPerson,
  newBrowser,
}) => {
  const bea = await newPerson('Bea Below')
  const ana = await newPerson('Ana Searches')
  await giveGroups([ana.userName, bea.userName], GROUPS)

  const context = await newBrowser({ serviceWorkers: 'block' })
  await signIn(context.request, ana.url, ana.userName)
  const page = await context.newPage()
  const release = await holdAll(page)
  await watchShifts(page)
  const again = new Person(ana, page, ana.url)
  await again.goHome()
  const last = again.line(`Group ${GROUPS - 1}`)
  const quick = page.getByRole('dialog', { name: 'Go to a conversation' })

  await test.step('the list', async () => {
    await again.line('Group 2').focus()
    await page.keyboard.press('End')
    await expect(again.line('Group 50')).toBeFocused()
    await expect(loading(again)).toBeAttached()
  })
  await test.step('going to one by its name', async () => {
    await page.keyboard.press('Control+k')
    await quick.getByRole('combobox').fill(`Group ${GROUPS - 1}`)
    await expect(quick.getByText('Loading conversations…')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(quick).toBeHidden()
  })
  await test.step('what there is of the others', async () => {
    await again.overview.getByRole('button', { name: 'Archived' }).click()
    await expect(loading(again)).toBeAttached()
    await expect(again.overview.getByText('Nothing in the archive')).toHaveCount(0)
    await again.overview.getByRole('button', { name: 'Back to all conversations' }).click()
  })
  await test.step('a search', async () => {
    await again.overview.getByRole('searchbox', { name: 'Search' }).fill(`Group ${GROUPS - 1}`)
    await expect(again.overview.getByText('No messages found.')).toBeVisible()
    await expect(loading(again)).toBeAttached()
    await expect(again.overview.getByText('Nothing found')).toHaveCount(0)
  })

  release()
  await expect(last).toBeVisible()
  await expect(loading(again)).toHaveCount(0)
  expect(await shiftsOf(page)).toEqual([])
})

test('where all chats can’t be had at first, they come when they can', async ({
  newPerson,
  newBrowser,
  expectInConsole,
}) => {
  expectInConsole(/Failed to load resource/)
  const bea = await newPerson('Bea Later')
  const ana = await newPerson('Ana Later')
  await giveGroups([ana.userName, bea.userName], GROUPS)

  const context = await newBrowser({ serviceWorkers: 'block' })
  await signIn(context.request, ana.url, ana.userName)
  const page = await context.newPage()
  let refused = 0
  await page.route(OVERVIEW, async (route) => {
    if (isFirst(route) || refused >= 2) return route.continue()
    refused += 1
    await route.fulfill({ status: 503, body: 'Later' })
  })
  const again = new Person(ana, page, ana.url)
  await again.goHome()
  await again.line('Group 2').focus()
  await page.keyboard.press('End')
  await expect(loading(again)).toBeAttached()
  await expect(loading(again)).toHaveCount(0)
  expect(refused).toBe(2)
  await page.keyboard.press('End')
  await expect(again.line(`Group ${GROUPS - 1}`)).toBeVisible()
})
