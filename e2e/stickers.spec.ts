import { expectAccessible } from './accessible'
import { expect, test } from './test'

test('a sticker is found by its words, sent by the keyboard, and seen by the other at once', async ({ newPerson }) => {
  const bea = await newPerson('Bea Sticker')
  const ana = await newPerson('Ana Sticker')
  await ana.startChatWith(bea)
  await ana.say('Hello')
  await bea.open('Ana Sticker')

  await ana.page.getByRole('button', { name: 'Stickers' }).click()
  const picker = ana.page.getByRole('dialog', { name: 'Stickers' })
  await expect(picker.getByRole('list').getByRole('button')).toHaveCount(12)
  await expectAccessible(ana.page)
  await picker.getByRole('searchbox', { name: 'Search stickers' }).fill('celebr fern')
  const found = picker.getByRole('list', { name: 'Found' }).getByRole('button')
  await expect(found).toHaveCount(1)
  await found.press('Enter')

  await expect(picker).toBeHidden()
  const seen = bea.messages.getByRole('img', { name: /Fern celebrates/ })
  await expect(seen).toBeVisible()
  await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512)

  await ana.page.getByRole('button', { name: 'Stickers' }).click()
  await expect(picker.getByRole('list', { name: 'Recently used' }).getByRole('button')).toHaveCount(1)
  await picker.getByRole('button', { name: 'Everyday' }).click()
  const everyday = picker.getByRole('list', { name: 'Everyday' }).getByRole('button')
  await everyday.first().focus()
  await ana.page.keyboard.press('ArrowDown')
  await expect(everyday.nth(4)).toBeFocused()
  await ana.page.keyboard.press('End')
  await expect(everyday.last()).toBeFocused()
})
