import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

async function choose(person: Person, text: string, item: string): Promise<void> {
  await person.bubble(text).getByText(text).click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: item, exact: true }).click()
  await expect(person.page.getByRole('menu')).toBeHidden()
}

test('what one stars and deletes for oneself is the same on both of one’s browsers, and nobody else’s', async ({
  newPerson,
  browser,
}) => {
  const bea = await newPerson('Bea Own')
  const ana = await newPerson('Ana Own')
  await ana.startChatWith(bea)
  await ana.say('Keep the key')
  await ana.say('Forget the rest')
  await bea.open('Ana Own')
  await bea.sees('Forget the rest')
  const state = await bea.context.storageState()
  const other = await browser.newContext({ storageState: state })
  const second = await other.newPage()
  await second.goto(bea.page.url())
  const lines = second.getByRole('region', { name: 'Messages' }).locator('ol > li')
  await expect(lines.filter({ hasText: 'Forget the rest' })).toHaveCount(1)

  await test.step('a star shows on both, and in the list, which leads to the message', async () => {
    await choose(bea, 'Keep the key', 'Star')
    await expect(bea.bubble('Keep the key').getByRole('img', { name: 'Starred' })).toBeVisible()
    await expect(lines.filter({ hasText: 'Keep the key' }).getByRole('img', { name: 'Starred' })).toBeVisible()
    await expect(ana.bubble('Keep the key').getByRole('img', { name: 'Starred' })).toHaveCount(0)
    await bea.page.getByRole('button', { name: 'Menu' }).click()
    await bea.page.getByRole('menuitem', { name: 'Starred messages' }).click()
    const list = bea.page.getByRole('main')
    await expect(list.getByRole('link', { name: /Keep the key/ })).toBeVisible()
    await expect(list.getByRole('button', { name: 'Show older ones' })).toHaveCount(0)
    await expectAccessible(bea.page)
    await list.getByRole('link', { name: /Keep the key/ }).click()
    await expect(bea.bubble('Keep the key')).toBeInViewport()
  })

  await test.step('what is deleted for me is gone from both and from the overview, also after a reload', async () => {
    await choose(bea, 'Forget the rest', 'Delete for me')
    await bea.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for me' }).click()
    await expect(bea.bubble('Forget the rest')).toHaveCount(0)
    await expect(lines.filter({ hasText: 'Forget the rest' })).toHaveCount(0)
    await expect(bea.line('Ana Own')).toContainText('Keep the key')
    await bea.page.reload()
    await bea.sees('Keep the key')
    await expect(bea.bubble('Forget the rest')).toHaveCount(0)
    await ana.sees('Forget the rest')
  })

  await test.step('the star comes off', async () => {
    await choose(bea, 'Keep the key', 'Unstar')
    await expect(lines.filter({ hasText: 'Keep the key' }).getByRole('img', { name: 'Starred' })).toHaveCount(0)
  })
  await other.close()
})
