import { expectAccessible } from './accessible'
import { expect, test } from './test'

test('who is mentioned sees it in the overview until it is read, also in a muted chat', async ({ newPerson }) => {
  const bea = await newPerson('Bea Called')
  const carl = await newPerson('Carl Quiet')
  const ana = await newPerson('Ana Calls')
  await ana.startGroup('Called Upon', [bea, carl])
  await expect(bea.line('Called Upon')).toBeVisible()
  await bea.line('Called Upon').click({ button: 'right' })
  await bea.page.getByRole('menuitem', { name: 'Mute for 1 hour' }).click()

  await ana.say(`@${bea.userName} will you come?`)
  await ana.say('And who else?')
  await expect(bea.line('Called Upon').getByRole('img', { name: '1 mention' })).toBeVisible()
  await expect(bea.line('Called Upon')).toContainText('2 unread')
  await expect(carl.line('Called Upon')).toContainText('2 unread')
  await expect(carl.line('Called Upon').getByRole('img', { name: 'mention' })).toHaveCount(0)
  await expectAccessible(bea.page)

  await ana.bubble('And who else?').click({ button: 'right' })
  await ana.page.getByRole('menuitem', { name: 'Edit' }).click()
  await ana.page.getByRole('textbox', { name: 'Edit message' }).fill(`And who else? @${bea.userName}?`)
  await ana.page.getByRole('textbox', { name: 'Edit message' }).press('Enter')
  await expect(bea.line('Called Upon').getByRole('img', { name: '2 mentions' })).toBeVisible()
  await bea.page.reload()
  await expect(bea.line('Called Upon').getByRole('img', { name: '2 mentions' })).toBeVisible()

  for (let i = 0; i < 30; i++) await ana.say(`Another word ${i}`)
  await ana.say(`And last of all @${bea.userName}, of course`)
  await bea.open('Called Upon')
  await expect(bea.bubble('And who else?')).toBeInViewport()
  await bea.page.getByRole('button', { name: 'Go to the message that mentions you' }).click()
  await expect(bea.bubble('And last of all')).toBeInViewport()
  await expect(bea.line('Called Upon').getByRole('img', { name: 'mention' })).toHaveCount(0)
})
