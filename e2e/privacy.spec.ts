import { expectAccessible } from './accessible'
import type { Person } from './person'
import { expect, test } from './test'

async function openPrivacy(person: Person, topic: string) {
  await person.page.goto(`${person.url}/settings`)
  await person.page.getByRole('button', { name: topic }).click()
  return person.page.getByRole('dialog', { name: topic })
}

async function choose(person: Person, topic: string, audience: 'Everybody' | 'My contacts' | 'Nobody') {
  const dialog = await openPrivacy(person, topic)
  const kept = person.page.waitForResponse((response) => response.url().includes('me.changePrivacy'))
  await dialog.getByRole('radio', { name: audience }).click()
  expect((await kept).ok()).toBe(true)
  await expect(dialog.getByRole('radio', { name: audience })).toBeChecked()
  await dialog.getByRole('button', { name: 'Close' }).click()
}

/** Under the name, above the messages. */
const subtitle = (person: Person, other: Person) => person.page.getByRole('button', { name: `About ${other.fullName}` })

test('who hides last seen shows nothing of it within moments, and sees nothing of others’', async ({ newPerson }) => {
  const bea = await newPerson('Bea Quiet')
  const ana = await newPerson('Ana Quiet')
  await ana.startChatWith(bea)
  await ana.say('Are you there?')
  await bea.open(ana.fullName)
  await bea.composer.fill('Yes')
  await expect(subtitle(ana, bea)).toContainText('online')
  await expect(subtitle(bea, ana)).toContainText('online')

  await test.step('Bea hides it', async () => {
    await choose(bea, 'Last seen and online', 'Nobody')
    await expect(subtitle(ana, bea)).toContainText(`@${bea.userName}`)
    await expect(subtitle(ana, bea)).not.toContainText(/online|last seen/)
    await ana.composer.fill('I am here')
    await bea.open(ana.fullName)
    await bea.sees('Are you there?')
    await expect(subtitle(bea, ana)).toContainText(`@${ana.userName}`)
  })

  await test.step('Ana alone may see it', async () => {
    const dialog = await openPrivacy(bea, 'Last seen and online')
    await expect(dialog).toContainText('you don’t see theirs either')
    await expectAccessible(bea.page)
    await dialog.getByRole('button', { name: /always show it to/ }).click()
    const picker = bea.page.getByRole('dialog', { name: 'Always show it to' })
    await picker.getByPlaceholder('Name or user name').fill(ana.userName)
    await picker.getByRole('option', { name: ana.userName }).click()
    await expect(dialog.getByRole('list', { name: 'Always show it to' })).toContainText(ana.fullName)
    await expectAccessible(bea.page)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(bea.page.getByRole('button', { name: 'Last seen and online' })).toContainText('Nobody, but 1 person')
    await expect(subtitle(ana, bea)).toContainText('online')
    await bea.open(ana.fullName)
    await expect(subtitle(bea, ana)).toContainText('online')
  })
})

test('a picture that is hidden goes from the screens of others, its address too', async ({ newPerson }) => {
  const bea = await newPerson('Bea Pictured')
  const ana = await newPerson('Ana Pictured')
  await ana.startChatWith(bea)
  await ana.say('What a picture')
  const given = await bea.page.request.post(`${bea.url}/api/trpc/me.setPicture`, {
    headers: { origin: bea.url, 'content-type': 'application/json' },
    data: { picture: PNG },
  })
  expect(given.ok()).toBe(true)
  const shown = ana.line(bea.fullName).locator('img')
  await expect(shown).toBeVisible()
  const address = await shown.getAttribute('src')
  expect((await ana.page.request.get(`${ana.url}${address}`)).status()).toBe(200)

  await choose(bea, 'Profile picture', 'My contacts')
  await expect(shown).toHaveCount(0)
  expect((await ana.page.request.get(`${ana.url}${address}`)).status()).toBe(404)
  expect((await bea.page.request.get(`${bea.url}${address}`)).status()).toBe(200)

  await choose(bea, 'Profile picture', 'Everybody')
  await expect(shown).toBeVisible()
})

/** A group's line may name them too. */
async function openChat(person: Person, other: Person) {
  await person.line(other.fullName).filter({ hasNotText: 'Discreet club' }).click()
  await expect(person.composer).toBeVisible()
}

test('ticks stay at delivered where receipts are hidden, in direct chats alone', async ({ newPerson }) => {
  const bea = await newPerson('Bea Discreet')
  const ana = await newPerson('Ana Discreet')
  await choose(bea, 'Seen receipts', 'Nobody')
  await ana.startGroup('Discreet club', [bea])
  await ana.say('Seen by all')
  await ana.startChatWith(bea)
  await ana.say('A secret')
  await openChat(bea, ana)
  await bea.sees('A secret')
  await bea.open('Discreet club')
  await bea.sees('Seen by all')
  await ana.open('Discreet club')
  await ana.seesTick('Seen by all', 'Seen')
  await openChat(ana, bea)
  await ana.seesTick('A secret', 'Delivered')

  await test.step('nor does Bea see Ana’s', async () => {
    await openChat(bea, ana)
    await bea.say('A secret answer')
    await ana.sees('A secret answer')
    await bea.seesTick('A secret answer', 'Delivered')
  })

  await test.step('shown again, they start with what is seen from then on', async () => {
    await choose(bea, 'Seen receipts', 'Everybody')
    await ana.seesTick('A secret', 'Delivered')
    await ana.say('No secret')
    await openChat(bea, ana)
    await bea.sees('No secret')
    await ana.seesTick('No secret', 'Seen')
  })
})

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
