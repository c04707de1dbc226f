import { expectAccessible } from './accessible'
import { expect, test } from './test'

test('what one begins to write in one browser goes on in the other, until it is sent', async ({
  newPerson,
  anotherBrowser,
}) => {
  const bea = await newPerson('Bea Begins')
  const ana = await newPerson('Ana Begins')
  await ana.startChatWith(bea)
  await ana.say('Shall we meet?')
  const anaToo = await anotherBrowser(ana)
  await expect(anaToo.line('Bea Begins')).toContainText('Shall we meet?')

  await ana.composer.pressSequentially('How about **Sunday**')
  await expect(anaToo.line('Bea Begins')).toContainText('Draft: How about Sunday')
  await expect(ana.line('Bea Begins')).not.toContainText('Draft')
  await expectAccessible(anaToo.page)

  await anaToo.open('Bea Begins')
  await expect(anaToo.composer).toHaveValue('How about **Sunday**')
  await anaToo.composer.pressSequentially(' at ten?')
  await expect(ana.composer).toHaveValue('How about **Sunday** at ten?')

  await anaToo.composer.press('Enter')
  await expect(anaToo.composer).toHaveValue('')
  await expect(ana.composer).toHaveValue('')
  await bea.open('Ana Begins')
  await bea.sees('How about Sunday at ten?')
  await ana.goHome()
  await expect(ana.line('Bea Begins')).not.toContainText('Draft')
})

test('what is answered goes along with the words', async ({ newPerson, anotherBrowser }) => {
  const bea = await newPerson('Bea Answer')
  const ana = await newPerson('Ana Answer')
  await ana.startChatWith(bea)
  await ana.say('Where is the key?')
  await bea.open('Ana Answer')
  const beaToo = await anotherBrowser(bea)
  await beaToo.open('Ana Answer')

  await bea.bubble('Where is the key?').click({ button: 'right' })
  await bea.page.getByRole('menuitem', { name: 'Reply' }).click()
  await bea.composer.pressSequentially('Under the mat')
  await expect(beaToo.composer).toHaveValue('Under the mat')
  await expect(beaToo.page.getByRole('button', { name: 'Cancel reply' })).toBeVisible()
  await beaToo.page.getByRole('button', { name: 'Cancel reply' }).click()
  await expect(bea.page.getByRole('button', { name: 'Cancel reply' })).toBeHidden()
  await expect(bea.composer).toHaveValue('Under the mat')
})

test('a draft outlives a reload, and leaving the chat tells it at once', async ({ newPerson, anotherBrowser }) => {
  const bea = await newPerson('Bea Reload')
  const ana = await newPerson('Ana Reload')
  await ana.startChatWith(bea)
  await ana.say('Hello')
  const anaToo = await anotherBrowser(ana)
  await ana.composer.pressSequentially('Not sent yet')
  await ana.page.reload()
  await expect(ana.composer).toHaveValue('Not sent yet')
  await ana.composer.pressSequentially(', still')
  await ana.goHome()
  await expect(ana.line('Bea Reload')).toContainText('Draft: Not sent yet, still')
  await expect(anaToo.line('Bea Reload')).toContainText('Draft: Not sent yet, still')
})

test('what is typed without a connection stays, and gets to the other browser later', async ({
  newPerson,
  newWay,
  anotherBrowser,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const way = await newWay()
  const bea = await newPerson('Bea Offline')
  const ana = await newPerson('Ana Offline', { url: way.url })
  await ana.startChatWith(bea)
  await ana.say('Hello')
  const anaToo = await anotherBrowser(ana)
  await anaToo.open('Bea Offline')
  await anaToo.composer.pressSequentially('From the phone')
  await expect(ana.composer).toHaveValue('From the phone')

  way.refuse()
  way.cut()
  await ana.composer.press('End')
  await ana.composer.pressSequentially(', and on from the train')
  await expect(ana.composer).toHaveValue('From the phone, and on from the train')
  await expect(anaToo.composer).toHaveValue('From the phone')

  way.heal()
  await expect(anaToo.composer).toHaveValue('From the phone, and on from the train')
  await expect(ana.composer).toHaveValue('From the phone, and on from the train')
})
