import { expect, test } from './test'

test('three people talk in a group until one is removed and one leaves', async ({ newPerson }) => {
  const ana = await newPerson('Ana Group')
  const bea = await newPerson('Bea Group')
  const carl = await newPerson('Carl Group')

  await ana.startGroup('Lighthouse', [bea, carl])
  await ana.say('Welcome, both of you')
  await bea.open('Lighthouse')
  await bea.sees('Ana Group created the group “Lighthouse”')
  await bea.sees('Welcome, both of you')
  await ana.seesTick('Welcome', 'Delivered')
  await carl.open('Lighthouse')
  await ana.seesTick('Welcome', 'Seen')

  await carl.say('Glad to be here')
  await ana.sees('Glad to be here')

  await test.step('the message’s info tells who has seen it, and when', async () => {
    await ana.bubble('Welcome, both of you').click({ button: 'right' })
    await ana.page.getByRole('menuitem', { name: 'Message info' }).click()
    for (const name of ['Bea Group', 'Carl Group']) {
      const recipient = ana.page.getByRole('table').getByRole('rowgroup').filter({ hasText: name })
      await expect(recipient).toContainText(/in Lighthouse(\d\d:\d\d:\d\d){2}$/)
    }
  })

  await test.step('Carl is removed: he keeps what came before and gets nothing after', async () => {
    await ana.page.getByRole('button', { name: 'About Lighthouse' }).click()
    await ana.page.getByRole('button', { name: 'More about Carl Group' }).click()
    await ana.page.getByRole('menuitem', { name: /remove/i }).click()
    await ana.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /remove/i })
      .click()
    await bea.sees('Ana Group removed Carl Group')
    await carl.sees('Ana Group removed you')
    await expect(carl.composer).toBeHidden()
    await ana.say('Between the two of us')
    await bea.sees('Between the two of us')
    await carl.page.reload()
    await carl.sees('Glad to be here')
    await expect(carl.bubble('Between the two of us')).toHaveCount(0)
  })

  await test.step('Bea leaves: the group is closed, and Ana reads on', async () => {
    await bea.page.getByRole('button', { name: 'About Lighthouse' }).click()
    await bea.page.getByRole('button', { name: /leave/i }).click()
    await bea.page.getByRole('alertdialog').getByRole('button', { name: /leave/i }).click()
    await ana.sees('Bea Group left')
    await expect(ana.composer).toBeHidden()
    await ana.sees('Welcome, both of you')
  })
})
