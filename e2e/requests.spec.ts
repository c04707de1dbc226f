import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

async function askFirst(person: Person, topic: 'Who may start a chat with me' | 'Who may add me to groups') {
  await person.page.goto(`${person.url}/settings`)
  await person.page.getByRole('button', { name: topic }).click()
  const dialog = person.page.getByRole('dialog', { name: topic })
  const kept = person.page.waitForResponse((response) => response.url().includes('me.changePrivacy'))
  await dialog.getByRole('radio', { name: 'My contacts' }).click()
  expect((await kept).ok()).toBe(true)
  await expectAccessible(person.page)
  await person.goHome()
}

const requestsRow = (person: Person) => person.overview.getByRole('button', { name: /^Requests/ })

async function openRequest(person: Person, from: string) {
  await requestsRow(person).click()
  await person.open(from)
  return person.page.getByRole('region', { name: 'Request' })
}

test('what somebody writes whom one doesn’t know waits quietly, is read without a sign, and is a chat once accepted', async ({
  newPerson,
  anotherBrowser,
}) => {
  const bea = await newPerson('Bea Careful')
  const ana = await newPerson('Ana Unknown')
  await askFirst(bea, 'Who may start a chat with me')
  const second = await anotherBrowser(bea)
  await second.goHome()
  await ana.startChatWith(bea)
  await ana.say('Do you remember me?')
  await ana.seesTick('Do you remember me?', 'Sent')

  await test.step('it is in no list of chats, and counted nowhere', async () => {
    await expect(requestsRow(bea)).toHaveText(/1$/)
    await bea.hasNoLine('Ana Unknown')
    await expect(bea.page).not.toHaveTitle(/\(1\)/)
    await expectAccessible(bea.page)
  })

  await test.step('Bea reads it, and Ana is shown nothing of that', async () => {
    const banner = await openRequest(bea, 'Ana Unknown')
    await expect(banner).toContainText('Ana Unknown isn’t in your contacts.')
    await bea.sees('Do you remember me?')
    await bea.composer.fill('I am only thinking')
    await ana.say('From the market?')
    await bea.sees('From the market?')
    await expect(ana.page.getByText('typing')).toHaveCount(0)
    await ana.seesTick('Do you remember me?', 'Sent')
    await expectAccessible(bea.page)
    await bea.composer.fill('')
  })

  await test.step('she can report what Ana wrote from there, too', async () => {
    await bea.page.getByRole('region', { name: 'Request' }).getByRole('button', { name: 'Report…' }).click()
    const dialog = bea.page.getByRole('dialog', { name: 'Report Ana Unknown' })
    await expect(dialog.getByRole('checkbox', { name: /Do you remember me/ })).toBeVisible()
    await bea.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('once accepted it is a chat like others, on all browsers', async () => {
    await bea.page.getByRole('button', { name: 'Accept', exact: true }).click()
    await expect(bea.page.getByRole('region', { name: 'Request' })).toHaveCount(0)
    await ana.seesTick('From the market?', 'Seen')
    await expect(second.line('Ana Unknown')).toContainText('From the market?')
    await expect(requestsRow(second)).toHaveCount(0)
    await ana.say('Good to hear')
    await bea.sees('Good to hear')
    await ana.seesTick('Good to hear', 'Seen')
    await bea.page.getByRole('button', { name: 'Back to all conversations' }).first().click()
    await expect(bea.line('Ana Unknown')).toContainText('Good to hear')
  })
})

test('who answers accepts, and who deletes hears no more until they start a chat themselves', async ({ newPerson }) => {
  const bea = await newPerson('Bea Decides')
  const ana = await newPerson('Ana Answered')
  const carl = await newPerson('Carl Persists')
  await askFirst(bea, 'Who may start a chat with me')
  await ana.startChatWith(bea)
  await ana.say('Shall we?')
  await carl.startChatWith(bea)
  await carl.say('Buy my things')
  await expect(requestsRow(bea)).toHaveText(/2$/)

  await test.step('an answer accepts', async () => {
    await openRequest(bea, 'Ana Answered')
    await bea.say('Yes, gladly')
    await ana.sees('Yes, gladly')
    await ana.seesTick('Shall we?', 'Seen')
    await expect(bea.page.getByRole('region', { name: 'Request' })).toHaveCount(0)
  })

  await test.step('Carl’s is deleted, and he can’t tell', async () => {
    await bea.open('Carl Persists')
    await bea.page.getByRole('region', { name: 'Request' }).getByRole('button', { name: 'Delete' }).click()
    const dialog = bea.page.getByRole('alertdialog')
    await expect(dialog).toContainText('They aren’t told')
    await expectAccessible(bea.page)
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toBeHidden()
    await expect(bea.overview.getByText('Nothing waits for you')).toBeVisible()
    await carl.say('Special price')
    await carl.seesTick('Special price', 'Sent')
    await carl.seesTick('Buy my things', 'Sent')
    await bea.goHome()
    await expect(bea.line('Ana Answered')).toBeVisible()
    await expect(requestsRow(bea)).toHaveCount(0)
  })

  await test.step('after so many messages without an answer it is enough', async () => {
    for (let count = 3; count <= 10; count++) await carl.say(`Offer ${count}`)
    await carl.seesTick('Offer 10', 'Sent')
    await carl.say('One too many')
    await carl.seesTick('One too many', 'Not sent')
    await expect(carl.bubble('One too many')).toContainText('10 messages without an answer')
  })

  await test.step('until Bea starts a chat with him', async () => {
    await bea.startChatWith(carl)
    await carl.say('You again?')
    await bea.sees('You again?')
    await expect(bea.bubble('Special price')).toHaveCount(0)
  })
})

test('who is to be asked is invited to a group, and joins, or doesn’t', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/404|403/)
  const bea = await newPerson('Bea Invited')
  const carl = await newPerson('Carl Joins')
  const ana = await newPerson('Ana Gathers')
  await askFirst(bea, 'Who may add me to groups')
  await askFirst(carl, 'Who may add me to groups')

  await test.step('Ana is told that they must agree first, and sees whom the group waits for', async () => {
    await ana.startGroup('Mushroom walk', [bea, carl])
    await expect(ana.page.getByText('must agree first: invited')).toContainText('Bea Invited and Carl Joins')
    await ana.page.getByRole('button', { name: 'About Mushroom walk' }).click()
    await expect(ana.page.getByRole('list', { name: 'Invited' }).getByRole('listitem')).toHaveCount(2)
    await ana.say('Where do we meet?')
    await expectAccessible(ana.page)
  })

  await test.step('Bea sees who invites where, and nothing of what is said', async () => {
    await requestsRow(bea).click()
    const row = bea.page.getByRole('list', { name: 'Groups that you are invited to' }).getByRole('listitem')
    await expect(row).toContainText('Mushroom walk')
    await expect(row).toContainText('Ana Gathers invites you · 1 member')
    await expect(bea.page.getByText('Where do we meet?')).toHaveCount(0)
    await expectAccessible(bea.page)
    await bea.page.getByRole('button', { name: 'Join Mushroom walk' }).click()
    await expect(bea.composer).toBeVisible()
    await expect(ana.messages).toContainText('Bea Invited joined')
    await expect(ana.page.getByRole('list', { name: 'Invited' }).getByRole('listitem')).toHaveCount(1)
    await bea.say('At the bridge')
    await ana.sees('At the bridge')
  })

  await test.step('Carl’s is taken back, and comes again; he declines', async () => {
    await expect(requestsRow(carl)).toHaveText(/1$/)
    await ana.page.getByRole('button', { name: 'Take back the invitation of Carl Joins' }).click()
    await expect(requestsRow(carl)).toHaveCount(0)
    await ana.page.getByRole('button', { name: 'Add people' }).click()
    const dialog = ana.page.getByRole('dialog', { name: 'Add people' })
    await dialog.getByPlaceholder('Name or user name').fill(carl.userName)
    await dialog.getByRole('option', { name: carl.userName }).click()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(ana.page.getByText('Carl Joins must agree first: invited.')).toBeVisible()
    await requestsRow(carl).click()
    await carl.page.getByRole('button', { name: 'Decline Mushroom walk' }).click()
    await expect(carl.overview.getByText('Nothing waits for you')).toBeVisible()
    await expect(ana.page.getByRole('list', { name: 'Invited' })).toHaveCount(0)
  })
})
