import type { Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

async function choose(person: Person, text: string, item: string | RegExp): Promise<void> {
  await person.bubble(text).getByText(text).click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: item }).click()
  await expect(person.page.getByRole('menu')).toBeHidden()
}

const chip = (person: Person, text: string, name: string): Locator =>
  person.bubble(text).getByRole('button', { name, exact: true })

const editField = (person: Person): Locator => person.page.getByRole('textbox', { name: 'Edit message' })

test('two people answer, edit, react to and delete what they said', async ({ newPerson }) => {
  const bea = await newPerson('Bea Deeds')
  const ana = await newPerson('Ana Deeds')
  await ana.startChatWith(bea)
  await ana.say('Shall we meet at five?')
  await bea.open('Ana Deeds')
  await bea.sees('Shall we meet at five?')

  await test.step('Bea answers, and a click on what she answers goes there', async () => {
    await choose(bea, 'Shall we meet', 'Reply')
    await expect(bea.page.getByText('Reply to Ana Deeds')).toBeVisible()
    await bea.page.keyboard.press('Escape')
    await expect(bea.page.getByText('Reply to Ana Deeds')).toBeHidden()
    await choose(bea, 'Shall we meet', 'Reply')
    await expect(bea.composer).toBeFocused()
    await bea.say('Five suits me')
    const quote = ana.bubble('Five suits me').getByRole('button', { name: /^Answers You/ })
    await expect(quote).toContainText('Shall we meet at five?')
    for (let line = 1; line <= 8; line++) await ana.say(`${line}\n\n\n\nlines`)
    await ana.seesTick('8 lines', 'Seen')
    await expect(ana.messages.getByText('Shall we meet at five?').first()).not.toBeInViewport()
    await quote.scrollIntoViewIfNeeded()
    await quote.click()
    const original = ana.bubble(/^You: Shall we meet at five/)
    await expect(original).toBeInViewport()
    await expect(original).toBeFocused()
  })

  await test.step('Ana edits: Bea sees the new words and that they are new, also where they are answered', async () => {
    await choose(ana, 'You: Shall we', 'Edit')
    await expect(editField(ana)).toHaveValue('Shall we meet at five?')
    await editField(ana).fill('Shall we meet at six?')
    await editField(ana).press('Enter')
    await expect(ana.composer).toHaveValue('')
    await expect(bea.bubble('Ana Deeds: Shall we meet at six?')).toContainText('edited')
    await expect(bea.bubble('Five suits me')).toContainText('Shall we meet at six?')
  })

  await test.step('both react, and Bea takes hers back', async () => {
    await choose(bea, 'Ana Deeds: Shall we', 'React with 👍')
    await expect(chip(ana, 'You: Shall we', '👍 1, Bea Deeds')).toBeVisible()
    await chip(ana, 'You: Shall we', '👍 1, Bea Deeds').click()
    await expect(chip(ana, 'You: Shall we', '👍 2, you and Bea Deeds')).toHaveAttribute('aria-pressed', 'true')
    await expect(chip(bea, 'Ana Deeds: Shall we', '👍 2, you and Ana Deeds')).toBeVisible()
    await expectAccessible(bea.page)
    await chip(bea, 'Ana Deeds: Shall we', '👍 2, you and Ana Deeds').click()
    await expect(chip(ana, 'You: Shall we', '👍 1, you')).toBeVisible()
    await expect(chip(bea, 'Ana Deeds: Shall we', '👍 1, Ana Deeds')).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('Ana deletes her last word: both see that, in the chat and in the overview', async () => {
    await ana.say('The last word')
    await choose(ana, 'The last word', 'Delete for everyone')
    const dialog = ana.page.getByRole('alertdialog')
    await expect(dialog).toContainText('can’t be taken back')
    await dialog.getByRole('button', { name: 'Delete for everyone' }).click()
    await ana.sees('You deleted this message')
    await bea.sees('This message was deleted')
    await expect(ana.line('Bea Deeds')).toContainText('You deleted this message')
    await expect(bea.line('Ana Deeds')).toContainText('This message was deleted')
    await expect(bea.bubble('The last word')).toHaveCount(0)
  })

  await test.step('after a reload all of it is the same', async () => {
    for (const person of [ana, bea]) await person.page.reload()
    await expect(ana.line('Bea Deeds')).toContainText('You deleted this message')
    await bea.sees('This message was deleted')
    await expect(bea.bubble('Ana Deeds: Shall we meet at six?')).toContainText('edited')
    await expect(bea.bubble('Five suits me').getByRole('button', { name: /^Answers/ })).toContainText('at six?')
    await expect(chip(bea, 'Ana Deeds: Shall we', '👍 1, Ana Deeds')).toBeVisible()
    await expectAccessible(ana.page)
  })
})

test('messages are answered, edited, reacted to and deleted by keyboard', async ({ newPerson }) => {
  const bea = await newPerson('Bea Fingers')
  const ana = await newPerson('Ana Fingers')
  const { keyboard } = ana.page
  await ana.startChatWith(bea)
  await ana.say('Typed with a tpyo')
  await ana.seesTick('Typed with', 'Delivered')

  await test.step('Up in the empty field edits the last message; Escape leaves it as it was', async () => {
    await keyboard.press('ArrowUp')
    await expect(editField(ana)).toBeFocused()
    await keyboard.press('Escape')
    await expect(ana.composer).toBeFocused()
    await keyboard.press('ArrowUp')
    await keyboard.press('ControlOrMeta+A')
    await keyboard.type('Typed without one')
    await keyboard.press('Enter')
    await expect(ana.bubble('Typed without one')).toContainText('edited')
    await expect(bea.line('Ana Fingers')).toContainText('Typed without one')
  })

  await test.step('a reaction from the menu, another one from the picker, and away again', async () => {
    await keyboard.press('Alt+ArrowUp')
    await expect(ana.bubble('Typed without one')).toBeFocused()
    await keyboard.press('Enter')
    await ana.page.getByRole('menuitem', { name: 'React with 👍' }).press('ArrowRight')
    await expect(ana.page.getByRole('menuitem', { name: 'React with ❤️' })).toBeFocused()
    await keyboard.press('Enter')
    await expect(chip(ana, 'Typed without', '❤️ 1, you')).toBeVisible()
    await expect(ana.bubble('Typed without one')).toBeFocused()
    await keyboard.press('Shift+F10')
    await ana.page.getByRole('menuitem', { name: 'More reactions' }).press('Enter')
    await expect(ana.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused()
    await keyboard.type('rofl')
    // The first one found, once it is found: before that the cell is just one of all.
    await expect(ana.page.locator('[role=gridcell][data-active]')).toHaveAccessibleName('Rolling on the floor laughing')
    await keyboard.press('Enter')
    await expect(chip(ana, 'Typed without', '🤣 1, you')).toBeVisible()
    // The menu gives the focus back once it has faded out; a key before that is still the menu's.
    await expect(ana.bubble('Typed without one')).toBeFocused()
    await keyboard.press('ArrowRight')
    await expect(ana.bubble('Typed without one').getByRole('button', { name: /^edited/ })).toBeFocused()
    await keyboard.press('ArrowRight')
    await expect(chip(ana, 'Typed without', '🤣 1, you')).toBeFocused()
    await keyboard.press('Enter')
    await expect(chip(ana, 'Typed without', '🤣 1, you')).toHaveCount(0)
  })

  await test.step('deleting asks first', async () => {
    await keyboard.press('Escape')
    await keyboard.press('Alt+ArrowUp')
    const dialog = ana.page.getByRole('alertdialog')
    const ask = async () => {
      await keyboard.press('Enter')
      await ana.page.getByRole('menuitem', { name: 'Delete for everyone' }).press('Enter')
      // It takes the focus as it opens, and keeps it as the menu goes.
      await expect(ana.page.getByRole('menu')).toHaveCount(0)
      await expect(dialog.locator(':focus')).toHaveCount(1)
    }
    await ask()
    await keyboard.press('Escape')
    await expect(ana.bubble('Typed without one')).toBeFocused()
    await ask()
    await dialog.getByRole('button', { name: 'Delete for everyone' }).press('Enter')
    await ana.sees('You deleted this message')
    await expect(bea.line('Ana Fingers')).toContainText('This message was deleted')
  })
})

test('what a message said before is shown to its members, as long as it is there', async ({ newPerson }) => {
  const bea = await newPerson('Bea Wording')
  const ana = await newPerson('Ana Wording')
  await ana.startChatWith(bea)
  await ana.say('Bring *two* cakes')
  for (const text of ['Bring *three* cakes', 'Bring *four* cakes']) {
    await choose(ana, 'cakes', 'Edit')
    await editField(ana).fill(text)
    await editField(ana).press('Enter')
    await expect(ana.composer).toHaveValue('')
  }
  await bea.open('Ana Wording')
  await bea.sees('Bring four cakes')
  const dialog = bea.page.getByRole('dialog', { name: 'Earlier wordings' })
  const wordings = dialog.getByRole('listitem')

  await test.step('a click on “edited” shows them, the oldest first, with their marks', async () => {
    await bea
      .bubble('Bring four')
      .getByRole('button', { name: /^edited/ })
      .click()
    await expect(wordings).toHaveText([/Bring two cakes$/, /Bring three cakes$/, /^Now.*Bring four cakes$/])
    await expect(wordings.first().getByText('two', { exact: true })).toHaveJSProperty('tagName', 'EM')
    await expectAccessible(bea.page)
  })

  await test.step('another edit shows there at once', async () => {
    await choose(ana, 'Bring four', 'Edit')
    await editField(ana).fill('Bring nothing')
    await editField(ana).press('Enter')
    await expect(wordings).toHaveText([/two cakes$/, /three cakes$/, /four cakes$/, /^Now.*Bring nothing$/])
  })

  await test.step('deleting takes all of them away', async () => {
    await choose(ana, 'Bring nothing', 'Delete for everyone')
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click()
    await expect(dialog).toContainText('This message was deleted')
    await expect(wordings).toHaveCount(0)
    await bea.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await bea.bubble('This message was deleted').click({ button: 'right' })
    await expect(bea.page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible()
    await expect(bea.page.getByRole('menuitem', { name: 'Earlier wordings' })).toHaveCount(0)
  })

  await test.step('the menu leads there, too', async () => {
    await ana.say('First thought')
    await choose(ana, 'First thought', 'Edit')
    await editField(ana).fill('Second thought')
    await editField(ana).press('Enter')
    await choose(ana, 'Second thought', 'Earlier wordings')
    const own = ana.page.getByRole('dialog', { name: 'Earlier wordings' }).getByRole('listitem')
    await expect(own).toHaveText([/First thought$/, /^Now.*Second thought$/])
  })
})
