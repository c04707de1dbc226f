import type { Locator } from '@playwright/test'
import type { Person } from './person'
import { expect, test } from './test'

/** What a menu leads to has the focus, and keeps it when the menu has gone. */
async function leadsTo(person: Person, open: () => Promise<void>, item: string | RegExp, to: Locator): Promise<void> {
  await open()
  await person.page.getByRole('menuitem', { name: item }).press('Enter')
  await expect(to).toBeVisible()
  // Only then it would give the focus back.
  await expect(person.page.getByRole('menu')).toHaveCount(0)
  await expect(to.and(person.page.locator(':focus, :focus-within'))).toHaveCount(1)
}

async function escapes(person: Person, from: Locator, backTo: Locator): Promise<void> {
  await person.page.keyboard.press('Escape')
  await expect(from).toHaveCount(0)
  await expect(backTo).toBeFocused()
}

/** Menus fade out after what they lead to is there, as on a machine that is busy. */
const fadeSlowly = (person: Person) =>
  person.page.addStyleTag({ content: '[role="menu"] { transition-duration: 0.6s !important }' })

const dialogs = ({ page }: Person) => ({
  dialog: (name: string | RegExp) => page.getByRole('dialog', { name }),
  question: (name: RegExp) => page.getByRole('alertdialog', { name }),
})

for (const fading of ['at once', 'slowly']) {
  test(`what a message’s menu leads to keeps the focus, when the menu goes ${fading}`, async ({ newPerson }) => {
    const bea = await newPerson('Bea Menus')
    const ana = await newPerson('Ana Menus')
    const { dialog, question } = dialogs(ana)
    await ana.startChatWith(bea)
    await ana.say('Mine')
    await bea.open('Ana Menus')
    await bea.say('Yours')
    await ana.sees('Yours')
    if (fading === 'slowly') await fadeSlowly(ana)
    const of = (text: string) => async () => {
      await ana.bubble(text).focus()
      await ana.page.keyboard.press('Enter')
    }

    await leadsTo(ana, of('Mine'), 'Forward…', dialog('Forward'))
    await escapes(ana, dialog('Forward'), ana.bubble('Mine'))
    await leadsTo(ana, of('Mine'), 'Delete for me', question(/^Delete/))
    await escapes(ana, question(/^Delete/), ana.bubble('Mine'))
    await leadsTo(ana, of('Yours'), 'Report…', dialog(/^Report/))
    await escapes(ana, dialog(/^Report/), ana.bubble('Yours'))
    await leadsTo(ana, of('Yours'), /^Block/, question(/^Block/))
    await escapes(ana, question(/^Block/), ana.bubble('Yours'))
    await leadsTo(ana, of('Mine'), 'More reactions', dialog('React'))
    await escapes(ana, dialog('React'), ana.bubble('Mine'))
    await leadsTo(ana, of('Yours'), 'Reply', ana.composer)
    await leadsTo(ana, of('Mine'), 'Edit', ana.page.getByRole('textbox', { name: 'Edit message' }))
    await ana.page.keyboard.type('! ')
    await ana.page.keyboard.press('Enter')
    await leadsTo(ana, of('Mine'), 'Earlier wordings', dialog('Earlier wordings'))
    await escapes(ana, dialog('Earlier wordings'), ana.bubble('Mine'))
  })
}

test('what the menus of chats, people and the message field lead to keeps the focus', async ({ newPerson }) => {
  const bea = await newPerson('Bea Others')
  const ana = await newPerson('Ana Others')
  const { page } = ana
  const { dialog, question } = dialogs(ana)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const below = (name: string) => async () => {
    await button(name).focus()
    await page.keyboard.press('Enter')
  }
  await ana.startGroup('Menus', [bea])
  await ana.say('Anything')
  await fadeSlowly(ana)

  await test.step('of a chat in the overview', async () => {
    const asked = async () => ana.line('Menus').click({ button: 'right' })
    await leadsTo(ana, asked, 'Delete chat', question(/^Delete|^Leave/))
    await escapes(ana, question(/^Delete|^Leave/), ana.line('Menus'))
  })

  await test.step('of the open chat', async () => {
    await leadsTo(ana, below('More'), 'Jump to a date', dialog('Jump to a date'))
    await escapes(ana, dialog('Jump to a date'), button('More'))
    await leadsTo(ana, below('More'), 'Delete chat', question(/^Delete|^Leave/))
    await escapes(ana, question(/^Delete|^Leave/), button('More'))
    await leadsTo(
      ana,
      below('More'),
      'Search this chat',
      page.getByRole('searchbox', { name: 'Words to find in this chat' }),
    )
    await page.keyboard.press('Escape')
  })

  await test.step('beside the message field', async () => {
    await ana.composer.fill('To many')
    await leadsTo(ana, below('Attach'), 'Send to…', dialog('Send to'))
    await escapes(ana, dialog('Send to'), button('Attach'))
    await ana.composer.fill('')
  })

  await test.step('of what is selected', async () => {
    await ana.bubble('Anything').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Select' }).press('Enter')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await leadsTo(ana, below('Delete'), 'Delete for me', question(/^Delete/))
    await escapes(ana, question(/^Delete/), button('Delete'))
    await button('Stop selecting').click()
  })

  await test.step('of a member, and of the group', async () => {
    await button('About Menus').click()
    await leadsTo(ana, below('More about Bea Others'), 'Make an admin', question(/^Make/))
    await escapes(ana, question(/^Make/), button('More about Bea Others'))
    await leadsTo(ana, below('More about Bea Others'), /^Block/, question(/^Block/))
    await escapes(ana, question(/^Block/), button('More about Bea Others'))
    const timer = page.getByRole('button', { name: /^Disappearing messages/ })
    await leadsTo(ana, () => timer.press('Enter'), 'Own time…', dialog(/./))
    await escapes(ana, dialog(/./), timer)
  })

  await test.step('my own', async () => {
    await leadsTo(ana, below('Menu'), 'New group', dialog('New group'))
    await escapes(ana, dialog('New group'), button('Menu'))
  })
})
