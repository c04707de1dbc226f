import { expectAccessible } from './accessible'
import { expect, test } from './test'

test('a group’s admin hides who has seen a message, for all, and shows it again', async ({ newPerson }) => {
  const bea = await newPerson('Bea Reading')
  const ana = await newPerson('Ana Writing')
  await ana.startGroup('Quiet readers', [bea])
  await ana.say('Seen in the open')
  await bea.open('Quiet readers')
  await bea.sees('Seen in the open')
  await ana.seesTick('Seen in the open', 'Seen')

  const receipts = ana.page.getByRole('switch', { name: /Seen receipts/ })
  await test.step('off: the blue ticks go, what is read now gets two grey ones, and both are told', async () => {
    await ana.page.getByRole('button', { name: 'About Quiet readers' }).click()
    await expect(receipts).toBeChecked()
    await receipts.click()
    await expect(bea.messages).toContainText('Ana Writing set this group not to show who has seen a message')
    await ana.seesTick('Seen in the open', 'Delivered')
    await ana.say('Read behind curtains')
    await bea.sees('Read behind curtains')
    await ana.seesTick('Read behind curtains', 'Delivered')
    await expectAccessible(ana.page)
    await bea.page.getByRole('button', { name: 'About Quiet readers' }).click()
    await expect(bea.page.getByText('Nobody is told who has seen a message.')).toBeVisible()
    await expect(bea.page.getByRole('switch', { name: /Seen receipts/ })).toHaveCount(0)
    await bea.page.getByRole('button', { name: 'Close', exact: true }).click()
  })

  await test.step('the message’s info says why nobody stands there as having seen it', async () => {
    await ana.bubble('Read behind curtains').click({ button: 'right' })
    await ana.page.getByRole('menuitem', { name: 'Message info' }).click()
    const details = ana.page.getByLabel('Details')
    await expect(details).toContainText('Delivered to 1')
    await expect(details).not.toContainText('seen by')
    await expect(details).toContainText('This group doesn’t show who has seen a message.')
    await expect(details.getByRole('row', { name: /not shown/ })).toHaveCount(1)
    await expectAccessible(ana.page)
  })

  await test.step('a reload shows the same', async () => {
    await ana.page.reload()
    await ana.seesTick('Seen in the open', 'Delivered')
    await expect(ana.line('Quiet readers').getByRole('img', { name: 'Delivered' })).toBeVisible()
  })

  await test.step('on again: what was shown before at once, the rest with what is seen from now on', async () => {
    await ana.page.getByRole('button', { name: 'About Quiet readers' }).click()
    await receipts.click()
    await expect(bea.messages).toContainText('Ana Writing let this group show who has seen a message')
    await ana.seesTick('Seen in the open', 'Seen')
    await ana.say('In the open again')
    await bea.sees('In the open again')
    await ana.seesTick('In the open again', 'Seen')
  })
})
