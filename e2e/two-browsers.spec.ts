import { expect, test } from './test'

test('the same account in two browsers stays in step', async ({ newPerson, anotherBrowser }) => {
  const bea = await newPerson('Bea Friend')
  const ana = await newPerson('Ana Twice')
  const anaToo = await anotherBrowser(ana)

  await ana.startChatWith(bea)
  await ana.say('Sent from the first browser')
  await expect(anaToo.line('Bea Friend')).toContainText('Sent from the first browser')
  await anaToo.open('Bea Friend')
  await anaToo.sees('Sent from the first browser')

  await bea.open('Ana Twice')
  await anaToo.seesTick('Sent from the first', 'Seen')
  await anaToo.goHome()
  await ana.goHome()
  await bea.say('Which of you reads this?')
  await expect(ana.line('Bea Friend')).toContainText('1 unread')
  await expect(anaToo.line('Bea Friend')).toContainText('1 unread')

  await ana.open('Bea Friend')
  await expect(anaToo.line('Bea Friend')).not.toContainText('unread')

  await ana.line('Bea Friend').click({ button: 'right' })
  await ana.page.getByRole('menuitem', { name: 'Pin to the top' }).click()
  await expect(anaToo.line('Bea Friend').getByRole('img', { name: 'Pinned' })).toBeVisible()
})
