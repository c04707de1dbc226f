import type { Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import { givePast } from './past'
import type { Person } from './person'
import { expect, test } from './test'

/** Of the past that they are given. */
const FIRST = /(?<!\d)1\. On my way/

async function choose(person: Person, text: string | RegExp, item: string): Promise<void> {
  await person.bubble(text).getByText(text).first().click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: item, exact: true }).click()
  await expect(person.page.getByRole('menu')).toBeHidden()
}

/** Where it is once it doesn't move any more: what has just come scrolls into sight. */
async function atRest(bubble: Locator) {
  let [before, now] = [await bubble.boundingBox(), await bubble.boundingBox()]
  await expect(async () => {
    ;[before, now] = [now, await bubble.boundingBox()]
    expect(now).toEqual(before)
  }).toPass({ intervals: [300] })
  return now
}

const bar = (person: Person): Locator => person.page.getByRole('region', { name: 'Pinned', exact: true })
const shown = (person: Person): Locator => bar(person).getByRole('button', { name: /^Pinned message/ })
const list = (person: Person): Locator => person.page.getByRole('dialog', { name: /pinned message/i })

test('two people pin, find, and unpin messages far outside what is loaded', async ({ newPerson }) => {
  const bea = await newPerson('Bea Pins')
  const ana = await newPerson('Ana Pins')
  await givePast([ana.userName, bea.userName], 400)
  for (const person of [ana, bea]) await person.page.reload()
  await ana.open('Bea Pins')
  await bea.open('Ana Pins')
  await ana.say('The address is 5 Mill Lane')
  await bea.sees('The address is 5 Mill Lane')
  await expect(bar(bea)).toHaveCount(0)

  await test.step('Ana pins: both see it at the top and on the message, and nothing moves', async () => {
    const said = bea.bubble('The address is 5 Mill Lane')
    const before = await atRest(said)
    await choose(ana, 'The address is 5 Mill Lane', 'Pin in this chat')
    await expect(shown(ana)).toContainText('You')
    await expect(shown(bea)).toContainText('Ana Pins')
    await expect(shown(bea)).toContainText('The address is 5 Mill Lane')
    await expect(said.getByRole('img', { name: 'Pinned' })).toBeVisible()
    // As it is painted: between drawing the bar and painting it, the list makes room for it.
    expect((await atRest(said))?.y).toBe(before?.y)
    await expectAccessible(bea.page)
  })

  await test.step('Bea pins another one far up, which Ana sees without having it loaded', async () => {
    await scrollToTop(bea)
    await choose(bea, FIRST, 'Pin in this chat')
    await expect(shown(ana)).toContainText('Pinned message 2 of 2')
    await expect(shown(ana)).toContainText('1. On my way')
    await expect(ana.bubble(FIRST)).toHaveCount(0)
  })

  await test.step('after a reload Ana goes there from the bar by keyboard, and then to the older pin', async () => {
    await ana.page.reload()
    await expect(shown(ana)).toContainText('1. On my way')
    await shown(ana).focus()
    await ana.page.keyboard.press('Enter')
    await expect(ana.bubble(FIRST)).toBeInViewport()
    await expect(shown(ana)).toContainText('Pinned message 1 of 2')
    await expect(shown(ana)).toBeFocused()
    await ana.page.keyboard.press('Enter')
    await expect(ana.bubble('The address is 5 Mill Lane')).toBeInViewport()
    await expect(shown(ana)).toContainText('Pinned message 2 of 2')
  })

  await test.step('the list has both, newest pin first; from it one goes to a message, and unpins', async () => {
    await ana.page.getByRole('button', { name: 'About Bea Pins' }).click()
    await ana.page.getByRole('button', { name: 'Pinned messages, 2' }).click()
    await expect(list(ana).getByRole('listitem')).toHaveText([/1\. On my way/, /5 Mill Lane/])
    await expect(list(ana).getByRole('button', { name: /1\. On my way/ })).toBeFocused()
    await expectAccessible(ana.page)
    await list(ana)
      .getByRole('button', { name: /1\. On my way/ })
      .click()
    await expect(list(ana)).toBeHidden()
    await expect(ana.bubble(FIRST)).toBeFocused()
    await bar(ana).getByRole('button', { name: 'All pinned messages' }).click()
    await list(ana)
      .getByRole('listitem')
      .filter({ hasText: 'On my way' })
      .getByRole('button', { name: 'Unpin' })
      .click()
    await expect(list(ana).getByRole('listitem')).toHaveCount(1)
    await expect(list(ana).getByRole('button', { name: /5 Mill Lane/ })).toBeFocused()
    await ana.page.keyboard.press('Escape')
    await expect(list(ana)).toBeHidden()
    await expect(shown(bea)).toHaveText(/^Pinned message(?! \d).*5 Mill Lane/)
  })

  await test.step('a message that is deleted leaves the bar of both', async () => {
    await shown(ana).click()
    await choose(ana, 'The address is 5 Mill Lane', 'Delete for everyone')
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click()
    for (const person of [ana, bea]) await expect(bar(person)).toHaveCount(0)
  })
})

test('what one deletes for oneself leaves one’s own bar alone, and a group is pinned in by all', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Pinboard')
  const ana = await newPerson('Ana Pinboard')
  await ana.startGroup('Pinboard', [bea])
  await bea.open('Pinboard')
  for (const text of ['First rule', 'Second rule']) await ana.say(text)
  await bea.sees('Second rule')
  await choose(bea, 'First rule', 'Pin in this chat')
  await choose(bea, 'Second rule', 'Pin in this chat')
  await expect(shown(ana)).toContainText('Second rule')

  await choose(ana, 'Second rule', 'Delete for me')
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for me' }).click()
  await expect(shown(ana)).toContainText('First rule')
  await expect(shown(bea)).toContainText('Pinned message 2 of 2')
  await choose(bea, 'First rule', 'Unpin')
  await expect(bar(ana)).toHaveCount(0)
  await expect(shown(bea)).toContainText('Second rule')
})

async function scrollToTop(person: Person): Promise<void> {
  const first = person.bubble(FIRST)
  await expect(async () => {
    await person.messages.evaluate((scroller) => scroller.scrollTo(0, 0))
    await expect(first).toBeInViewport({ timeout: 300 })
  }).toPass()
}
