import type { Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

const TIME = /^\d\d:\d\d:\d\d$/

const dialog = (person: Person, name: string): Locator => person.page.getByRole('dialog', { name })

async function choose(person: Person, text: string, item: string): Promise<void> {
  await person.bubble(text).getByText(text).first().click({ button: 'right' })
  await person.page.getByRole('menuitem', { name: item, exact: true }).click()
  await expect(person.page.getByRole('menu')).toBeHidden()
}

async function pick(within: Locator, words: string, option: string | RegExp = words): Promise<void> {
  await within.getByPlaceholder('People and groups').fill(words)
  await within.getByRole('option', { name: option }).click()
}

/** What the board says of somebody in one of the places: delivered, then seen. */
async function expectOnBoard(person: Person, who: string, where: string, cells: [RegExp, RegExp]): Promise<void> {
  const rows = person.page.getByRole('table').getByRole('rowgroup').filter({ hasText: who }).getByRole('row')
  const row = rows.filter({ has: person.page.getByRole('rowheader', { name: where, exact: true }) })
  await expect(row.getByRole('cell')).toHaveText(cells)
}

/** Not a line that only quotes them. */
const lineOf = (person: Person, name: string): Locator =>
  person.overview.getByRole('link', { name: new RegExp(`^(Online )?${name} `) })

async function open(person: Person, name: string): Promise<void> {
  await lineOf(person, name).click()
  await expect(person.composer).toBeVisible()
}

const unread = (person: Person, line: string): Locator => lineOf(person, line).getByText(/^\d+ unread$/)
const NOT_YET = /not yet$/

test('a message goes to two people and two groups, and each has it once in every chat', async ({ newPerson }) => {
  const bea = await newPerson('Bea Places')
  const carl = await newPerson('Carl Places')
  const dora = await newPerson('Dora Places')
  const emil = await newPerson('Emil Places')
  const ana = await newPerson('Ana Places')
  await ana.startGroup('Lake', [bea, emil])
  await ana.startGroup('Hiking', [bea, carl])
  await ana.startGroup('Family', [bea, dora])
  for (const [person, line] of [
    [bea, 'Family'],
    [carl, 'Hiking'],
    [dora, 'Family'],
    [emil, 'Lake'],
  ] as const) {
    await expect(lineOf(person, line)).toBeVisible()
  }
  await ana.goHome()

  await test.step('Ana chooses them in one dialog', async () => {
    await ana.page.getByRole('button', { name: 'New message to several' }).click()
    const several = dialog(ana, 'New message to several')
    await expect(several.getByRole('option').first()).toContainText('Family')
    await several.getByRole('option', { name: /^Hiking/ }).click()
    await several.getByRole('option', { name: /^Family/ }).click()
    await pick(several, carl.userName)
    await pick(several, dora.userName)
    await expect(several.getByRole('list', { name: 'Chosen' }).getByRole('listitem')).toHaveCount(4)
    await expect(several.getByText('4 chosen')).toBeVisible()
    await several.getByRole('textbox', { name: 'Message' }).fill('The hut is booked')
    await expectAccessible(ana.page)
    await several.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(several).toBeHidden()
  })

  await test.step('it is unread once in each chat of each of them', async () => {
    for (const [person, lines] of [
      [bea, ['Hiking', 'Family']],
      [carl, ['Hiking', 'Ana Places']],
      [dora, ['Family', 'Ana Places']],
    ] as const) {
      for (const line of lines) {
        await expect(lineOf(person, line)).toContainText('The hut is booked')
        await expect(unread(person, line)).toHaveText('1 unread')
      }
      await expect(person.overview.getByText(/^\d+ unread$/)).toHaveCount(2)
    }
  })

  await test.step('the board has every person in every place: delivered everywhere, seen nowhere', async () => {
    await open(ana, 'Hiking')
    await ana.seesTick('The hut is booked', 'Delivered')
    await choose(ana, 'The hut is booked', 'Message info')
    await expect(ana.page.getByRole('heading', { name: '3 people in 4 chats' })).toBeVisible()
    for (const [who, where] of [
      ['Bea Places', 'in Hiking'],
      ['Bea Places', 'in Family'],
      ['Carl Places', 'in Hiking'],
      ['Carl Places', 'in your chat'],
      ['Dora Places', 'in Family'],
      ['Dora Places', 'in your chat'],
    ] as const) {
      await expectOnBoard(ana, who, where, [TIME, NOT_YET])
    }
    await expectAccessible(ana.page)
  })

  await test.step('Bea sees it in one group: read there, unread in the other, and so on the board', async () => {
    await open(bea, 'Hiking')
    await bea.sees('The hut is booked')
    await expect(bea.bubble('The hut is booked')).toContainText('also in Family')
    await expect(unread(bea, 'Hiking')).toHaveCount(0)
    await expect(unread(bea, 'Family')).toHaveText('1 unread')
    await expectOnBoard(ana, 'Bea Places', 'in Hiking', [TIME, TIME])
    await expectOnBoard(ana, 'Bea Places', 'in Family', [TIME, NOT_YET])
    await open(carl, 'Ana Places')
    await expect(carl.bubble('The hut is booked')).toContainText('also in Hiking')
    await open(dora, 'Ana Places')
    await expectOnBoard(ana, 'Carl Places', 'in your chat', [TIME, TIME])
    await expectOnBoard(ana, 'Carl Places', 'in Hiking', [TIME, NOT_YET])
    await expectOnBoard(ana, 'Dora Places', 'in your chat', [TIME, TIME])
    await expectOnBoard(ana, 'Dora Places', 'in Family', [TIME, NOT_YET])
  })

  await test.step('“also in” leads to the same message there', async () => {
    await bea.bubble('The hut is booked').getByRole('link', { name: 'Family' }).click()
    await expect(bea.page.getByRole('button', { name: 'About Family' })).toBeVisible()
    await expect(bea.bubble('The hut is booked')).toBeFocused()
    await expectOnBoard(ana, 'Bea Places', 'in Family', [TIME, TIME])
  })

  await test.step('it is added to two chats later: new to Emil in both, and to Bea one place more', async () => {
    await ana.page.getByRole('button', { name: 'Add places…' }).click()
    const places = dialog(ana, 'Add places')
    await expect(places.getByRole('list', { name: 'What is sent' })).toContainText('The hut is booked')
    await expect(places.getByRole('option', { name: /^Hiking/ })).toHaveCount(0)
    await places.getByRole('option', { name: /^Lake/ }).click()
    await pick(places, emil.userName)
    await expectAccessible(ana.page)
    await places.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(places).toBeHidden()
    for (const line of ['Lake', 'Ana Places']) await expect(unread(emil, line)).toHaveText('1 unread')
    await expect(unread(bea, 'Lake')).toHaveText('1 unread')
    await expect(bea.bubble('The hut is booked')).toContainText('Lake')
    await expect(carl.bubble('The hut is booked')).not.toContainText('Lake')
    await open(emil, 'Ana Places')
    await expect(emil.bubble('The hut is booked')).toContainText('also in Lake')
  })

  await test.step('the board has the new places, too', async () => {
    await expect(ana.page.getByRole('heading', { name: '4 people in 6 chats' })).toBeVisible()
    await expectOnBoard(ana, 'Emil Places', 'in your chat', [TIME, TIME])
    await expectOnBoard(ana, 'Emil Places', 'in Lake', [TIME, NOT_YET])
    await expectOnBoard(ana, 'Bea Places', 'in Lake', [TIME, NOT_YET])
    await expectOnBoard(ana, 'Bea Places', 'in Hiking', [TIME, TIME])
    await expectAccessible(ana.page)
  })

  await test.step('an edit is seen in every place at once', async () => {
    await ana.page.getByRole('button', { name: 'Close', exact: true }).click()
    await choose(ana, 'The hut is booked', 'Edit')
    await ana.page.getByRole('textbox', { name: 'Edit message' }).fill('The hut is booked for Friday')
    await ana.page.keyboard.press('Enter')
    for (const person of [bea, carl, dora, emil]) {
      await expect(person.bubble('The hut is booked for Friday')).toContainText('edited')
    }
    await expect(lineOf(bea, 'Hiking')).toContainText('for Friday')
  })

  await test.step('Bea forwards it, and it says whose words they are', async () => {
    await choose(bea, 'The hut is booked for Friday', 'Forward…')
    const forward = dialog(bea, 'Forward to…')
    await expect(forward.getByRole('list', { name: 'What is sent' })).toContainText('The hut is booked for Friday')
    await pick(forward, emil.userName)
    await forward.getByRole('button', { name: 'Forward', exact: true }).click()
    await expect(forward).toBeHidden()
    await open(emil, 'Bea Places')
    await expect(emil.bubble('The hut is booked for Friday')).toContainText('Forwarded from Ana Places')
  })

  await test.step('a deletion takes it out of every place; what was forwarded is Bea’s', async () => {
    await choose(ana, 'The hut is booked for Friday', 'Delete for everyone')
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click()
    for (const person of [bea, carl, dora]) await person.sees('This message was deleted')
    for (const line of ['Hiking', 'Family']) await expect(lineOf(bea, line)).toContainText('This message was deleted')
    await emil.sees('The hut is booked for Friday')
    await open(emil, 'Ana Places')
    await emil.sees('This message was deleted')
  })
})

test('sending to several, selecting and forwarding go by keyboard', async ({ newPerson }) => {
  const bea = await newPerson('Bea Typist')
  const carl = await newPerson('Carl Typist')
  const ana = await newPerson('Ana Typist')
  const { page } = ana
  const { keyboard } = page
  await ana.startGroup('Choir', [bea])
  for (const text of ['One', 'Two', 'Three']) await ana.say(text)
  await ana.seesTick('Three', 'Delivered')

  await test.step('people and groups are chosen, one is taken out again, and Ctrl+Enter sends', async () => {
    await page.getByRole('button', { name: 'New message to several' }).press('Enter')
    const several = dialog(ana, 'New message to several')
    await expect(several.getByPlaceholder('People and groups')).toBeFocused()
    const chosen = several.getByRole('list', { name: 'Chosen' }).getByRole('listitem')
    await expect(several.getByRole('option', { name: /^Choir/ })).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Space')
    await expect(chosen).toHaveText([/Choir/])
    await keyboard.type(bea.userName)
    await expect(several.getByRole('option', { name: bea.userName })).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Enter')
    await expect(chosen).toHaveText([/Choir/, /Bea Typist/])
    await keyboard.press('Backspace')
    await expect(chosen).toHaveText([/Choir/])
    await keyboard.type(carl.userName)
    await expect(several.getByRole('option', { name: carl.userName })).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Enter')
    await several.getByRole('textbox', { name: 'Message' }).focus()
    await keyboard.type('Rehearsal at eight')
    await keyboard.press('Control+Enter')
    await expect(several).toBeHidden()
    await ana.sees('Rehearsal at eight')
    await expect(lineOf(carl, 'Ana Typist')).toContainText('Rehearsal at eight')
  })

  await test.step('two messages are selected, copied, and forwarded in their order', async () => {
    await ana.composer.focus()
    await keyboard.press('Alt+ArrowUp')
    await keyboard.press('ArrowUp')
    await expect(ana.bubble('Three')).toBeFocused()
    await keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Select' }).press('Enter')
    await expect(ana.bubble('Three')).toBeFocused()
    await keyboard.press('ArrowUp')
    await keyboard.press('Space')
    const bar = page.getByRole('toolbar', { name: 'Selected messages' })
    await expect(bar.getByRole('status')).toHaveText('2 selected')
    await expectAccessible(page)
    await bar.getByRole('button', { name: 'Forward' }).press('Enter')
    await expect(dialog(ana, 'Forward to…').getByPlaceholder('People and groups')).toBeFocused()
    await keyboard.type(carl.userName)
    await expect(page.getByRole('option', { name: carl.userName })).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Enter')
    await keyboard.press('Control+Enter')
    await expect(bar).toBeHidden()
    await open(carl, 'Ana Typist')
    await carl.sees('Three')
    expect(await carl.everySaid(/Two|Three|Rehearsal at eight/)).toEqual(['Rehearsal at eight', 'Two', 'Three'])
  })

  await test.step('Escape leaves the selection, not the conversation', async () => {
    await ana.composer.focus()
    await keyboard.press('Alt+ArrowUp')
    await keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Select' }).press('Enter')
    await expect(page.getByRole('menu')).toBeHidden()
    await expect(page.getByRole('checkbox', { name: 'Select this message', checked: true })).toHaveCount(1)
    await keyboard.press('Escape')
    await expect(page.getByRole('toolbar', { name: 'Selected messages' })).toBeHidden()
    await expect(ana.composer).toBeVisible()
  })
})

test('several messages are taken with Shift and deleted for everyone', async ({ newPerson }) => {
  const bea = await newPerson('Bea Broom')
  const ana = await newPerson('Ana Broom')
  await ana.startChatWith(bea)
  for (const text of ['First of all', 'Second of all', 'Third of all', 'Last of all']) await ana.say(text)
  await ana.seesTick('Last of all', 'Delivered')
  await ana
    .bubble('First of all')
    .getByText('First of all')
    .click({ modifiers: ['Shift'] })
  await ana
    .bubble('Third of all')
    .getByText('Third of all')
    .click({ modifiers: ['Shift'] })
  const bar = ana.page.getByRole('toolbar', { name: 'Selected messages' })
  await expect(bar.getByRole('status')).toHaveText('3 selected')
  await ana.bubble('Second of all').getByText('Second of all').click()
  await expect(bar.getByRole('status')).toHaveText('2 selected')
  await bar.getByRole('button', { name: 'Delete' }).click()
  await ana.page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click()
  await bea.open('Ana Broom')
  await expect(bea.bubble('This message was deleted')).toHaveCount(2)
  await bea.sees('Second of all')
  await expect(bar).toBeHidden()

  await test.step('what is deleted for me alone stays with the other', async () => {
    await ana
      .bubble('Last of all')
      .getByText('Last of all')
      .click({ modifiers: ['Shift'] })
    await bar.getByRole('button', { name: 'Delete' }).click()
    await ana.page.getByRole('menuitem', { name: 'Delete for me' }).click()
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for me' }).click()
    await expect(ana.bubble('Last of all')).toHaveCount(0)
    await bea.sees('Last of all')
  })
})

test('a link to a message leads there', async ({ newPerson }) => {
  const bea = await newPerson('Bea Link')
  const ana = await newPerson('Ana Link')
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ana.startChatWith(bea)
  await ana.say('The one that is linked to')
  await choose(ana, 'The one that is linked to', 'Copy link')
  const link = await ana.page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/c\/\d+\?at=\d+$/)
  for (let line = 1; line <= 8; line++) await ana.say(`${line}\n\n\n\nlines`)
  await ana.seesTick('8 lines', 'Delivered')
  await ana.page.goto(link)
  await expect(ana.bubble('The one that is linked to')).toBeInViewport()
  await expect(ana.bubble('The one that is linked to')).toBeFocused()
  await expect(ana.page).toHaveURL(/\/c\/\d+$/)
})

test('what stands in the way of more places is said, and the rest can be had', async ({ newPerson }) => {
  const bea = await newPerson('Bea Refused')
  const ana = await newPerson('Ana Refused')
  await bea.startGroup('Choir', [ana])
  await expect(lineOf(ana, 'Choir')).toBeVisible()
  const choir = (await lineOf(ana, 'Choir').getAttribute('href'))?.split('/').at(-1)
  await ana.startGroup('Hiking', [bea])
  await ana.say('The hut is booked')
  await ana.seesTick('The hut is booked', 'Delivered')
  await choose(ana, 'The hut is booked', 'Message info')
  await ana.page.getByRole('button', { name: 'Add places…' }).press('Enter')
  const places = dialog(ana, 'Add places')
  await expect(places.getByPlaceholder('People and groups')).toBeFocused()
  await places.getByRole('option', { name: /^Choir/ }).click()
  await pick(places, bea.userName)

  const left = await ana.context.request.post(`${ana.url}/api/trpc/conversations.leave`, {
    headers: { origin: ana.url },
    data: { conversationId: choir },
  })
  expect(left.ok()).toBe(true)
  await ana.page.keyboard.press('Control+Enter')
  await expect(places.getByRole('alert')).toContainText('“Choir”: You are not in this group any more')
  await expect(lineOf(bea, 'Ana Refused')).toHaveCount(0)

  await places.getByRole('list', { name: 'Chosen' }).getByRole('button', { name: /Choir/ }).click()
  await ana.page.keyboard.press('Control+Enter')
  await expect(places).toBeHidden()
  await expect(lineOf(bea, 'Ana Refused')).toContainText('The hut is booked')
  await expect(ana.page.getByRole('heading', { name: '1 person in 2 chats' })).toBeVisible()
})
