import type { Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import { givePast } from './past'
import type { Person } from './person'
import { expect, test } from './test'

const field = (person: Person) => person.page.getByRole('searchbox', { name: 'Search conversations' })
const found = (person: Person, group: string): Locator =>
  person.page.getByRole('region', { name: 'Search results' }).getByRole('region', { name: group })

async function withPast(ana: Person, bea: Person, messages: number): Promise<void> {
  await givePast([ana.userName, bea.userName], messages)
  await ana.page.reload()
  await expect(ana.line(bea.fullName)).toBeVisible()
}

test('a search finds chats, people and messages as one types, and leads to them', async ({ newPerson }) => {
  const bea = await newPerson('Bea Seeker')
  const ana = await newPerson('Ana Seeker')
  const cleo = await newPerson('Cleo Seeker')
  await withPast(ana, bea, 300)

  await field(ana).fill('Seeker')
  await expect(found(ana, 'Chats').getByRole('link')).toHaveCount(1)
  await expect(found(ana, 'People').getByRole('button').filter({ hasText: cleo.userName })).toBeVisible()

  await field(ana).fill('“third flower” 13.')
  const hit = found(ana, 'Messages').getByRole('link').filter({ hasText: '13. Did you find the key?' })
  await expect(hit).toHaveCount(1)
  await expect(hit.locator('mark')).toHaveText(['13', 'third flower'])
  await expectAccessible(ana.page)
  await ana.page.evaluate(() => {
    const marked: string[] = []
    const { set } = HighlightRegistry.prototype
    HighlightRegistry.prototype.set = function (name, highlight) {
      marked.push(...[...highlight].map((range) => `${range}`))
      return set.call(this, name, highlight)
    }
    Object.assign(window, { marked })
  })
  await hit.click()
  await expect(ana.bubble(/(?<!\d)13\. Did you find/)).toBeInViewport()
  await expect(ana.bubble(/(?<!\d)13\. Did you find/)).toBeFocused()
  const marked = () => ana.page.evaluate(() => (window as unknown as { marked: string[] }).marked)
  expect((await marked()).map((words) => words.toLowerCase())).toEqual(['13', 'third flower'])
  await expect.poll(() => ana.page.evaluate(() => CSS.highlights.has('found'))).toBe(false)
})

test('keys go from the field to what was found and back, and end the search', async ({ newPerson }) => {
  const bea = await newPerson('Bea Arrow')
  const ana = await newPerson('Ana Arrow')
  await withPast(ana, bea, 40)
  await field(ana).fill('harbour')
  const hits = found(ana, 'Messages').getByRole('link')
  await expect(hits.first()).toBeVisible()
  await field(ana).press('ArrowDown')
  await expect(hits.first()).toBeFocused()
  await ana.page.keyboard.press('ArrowDown')
  await expect(hits.nth(1)).toBeFocused()
  await ana.page.keyboard.press('ArrowUp')
  await ana.page.keyboard.press('ArrowUp')
  await expect(field(ana)).toBeFocused()
  await ana.page.keyboard.press('Escape')
  await expect(field(ana)).toHaveValue('')
  await expect(ana.line('Bea Arrow')).toBeVisible()
})

test('filters narrow a search down', async ({ newPerson }) => {
  const bea = await newPerson('Bea Filter')
  const ana = await newPerson('Ana Filter')
  await withPast(ana, bea, 40)
  await field(ana).fill('harbour')
  const hits = found(ana, 'Messages').getByRole('link')
  const all = await hits.count().then(async () => {
    await expect(hits.first()).toBeVisible()
    return hits.count()
  })
  await ana.page.getByRole('button', { name: 'From' }).click()
  await ana.page.getByRole('menuitem', { name: 'Me', exact: true }).click()
  await expect(hits.filter({ hasNotText: 'You' })).toHaveCount(0)
  await expect(hits.first()).toContainText('You')
  expect(await hits.count()).toBeLessThan(all)
  await ana.page.getByRole('button', { name: 'From: Me. Take this filter away' }).click()
  await expect(hits).toHaveCount(all)
})

test('in one chat, Ctrl+F goes from hit to hit', async ({ newPerson }) => {
  const bea = await newPerson('Bea Inside')
  const ana = await newPerson('Ana Inside')
  await withPast(ana, bea, 400)
  await ana.open('Bea Inside')
  await ana.sees('400. ')
  await ana.bubble('400. ').click({ button: 'right' })
  await ana.page.getByRole('menuitem', { name: 'Pin in this chat' }).click()
  await expect(ana.page.getByRole('button', { name: /^Pinned message/ })).toBeVisible()
  await ana.page.keyboard.press('Control+f')
  const words = ana.page.getByRole('searchbox', { name: 'Words to find in this chat' })
  await words.fill('paragraph 7.')
  const search = ana.page.getByRole('search', { name: 'Search this chat' })
  await expect(search.getByRole('link').first()).toBeVisible()
  // Nothing lies over the list, the pinned message neither.
  await search.getByRole('button', { name: 'Kind' }).click({ trial: true })
  await expectAccessible(ana.page)
  await words.press('Enter')
  await expect(search.getByText(/^1 of /)).toBeVisible()
  await expect(ana.bubble(/(?<!\d)79\. Let me think/)).toBeInViewport()
  await words.press('Enter')
  await expect(search.getByText('2 of 3')).toBeVisible()
  await expect(ana.bubble(/(?<!\d)70\. Let me think/)).toBeInViewport()
  await expect(words).toBeFocused()
  await words.press('Shift+Enter')
  await expect(search.getByText('1 of 3')).toBeVisible()
  await words.press('Escape')
  await expect(search).toHaveCount(0)
  await expect(ana.composer).toBeFocused()
})

test('a day’s divider leads to another day', async ({ newPerson }) => {
  const bea = await newPerson('Bea Calendar')
  const ana = await newPerson('Ana Calendar')
  await withPast(ana, bea, 2_000)
  await ana.open('Bea Calendar')
  await ana.sees('2000. ')
  await ana.page.getByRole('button', { name: 'More', exact: true }).click()
  await ana.page.getByRole('menuitem', { name: 'Jump to a date' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Jump to a date' })
  await dialog.getByLabel('Day').fill('2001-01-01')
  await expectAccessible(ana.page)
  await dialog.getByRole('button', { name: 'Go there' }).click()
  await expect(dialog).toBeHidden()
  await expect(ana.bubble(/(?<!\d)1\. On my way/)).toBeInViewport()
  await ana.messages.getByTitle('Jump to a date').first().click()
  await expect(dialog).toBeVisible()
})

test('what is gone is found no more, and an empty gallery says so', async ({ newPerson }) => {
  const bea = await newPerson('Bea Vanish')
  const ana = await newPerson('Ana Vanish')
  await ana.startChatWith(bea)
  await ana.say('an unrepeatable sentence')
  await ana.seesTick('an unrepeatable sentence', 'Delivered')
  await field(ana).fill('unrepeatable')
  await expect(found(ana, 'Messages').getByRole('link')).toHaveCount(1)
  await field(ana).press('Escape')
  await ana.bubble('an unrepeatable sentence').click({ button: 'right' })
  await ana.page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click()
  await expect(ana.bubble('an unrepeatable sentence')).toHaveCount(0)
  await field(ana).fill('unrepeatable')
  await expect(ana.page.getByText('Nothing found for “unrepeatable”')).toBeVisible()

  await ana.page.getByRole('button', { name: 'More', exact: true }).click()
  await ana.page.getByRole('menuitem', { name: 'Media, files and links' }).click()
  await expect(ana.page.getByText('No photos or videos yet')).toBeVisible()
  await ana.page.getByRole('radio', { name: 'Links' }).click()
  await expect(ana.page.getByText('No links yet')).toBeVisible()
  await expectAccessible(ana.page)
})
