import { expectAccessible } from './accessible'
import { openTimer } from './disappear'
import { kept } from './kept'
import { expect, test } from './test'

/** A minute, and what the server may take on top. */
const GONE_WITHIN_MS = 110_000

test('messages with a timer of a minute disappear everywhere, also where there is no network', async ({
  newPerson,
  anotherBrowser,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_INTERNET_DISCONNECTED/)
  const bea = await newPerson('Bea Fleeting')
  const ana = await newPerson('Ana Fleeting')
  await ana.startChatWith(bea)
  await ana.say('This stays')
  await bea.open('Ana Fleeting')
  await bea.sees('This stays')

  await test.step('Bea sets the timer, and both are told', async () => {
    await openTimer(bea, 'Ana Fleeting')
    await expectAccessible(bea.page)
    await bea.page.getByRole('menuitem', { name: 'Own time…' }).click()
    const dialog = bea.page.getByRole('dialog', { name: 'Messages disappear after' })
    await dialog.getByRole('radio', { name: 'Minutes' }).click()
    await dialog.getByRole('textbox', { name: 'How many' }).fill('0')
    await dialog.getByRole('button', { name: 'Set timer' }).click()
    await expect(dialog).toContainText('from one minute to 365 days')
    await dialog.getByRole('textbox', { name: 'How many' }).fill('1')
    await expectAccessible(bea.page)
    await dialog.getByRole('button', { name: 'Set timer' }).click()
    await expect(dialog).toBeHidden()
    await expect(bea.messages).toContainText('You set messages to disappear after 1 minute')
    await expect(ana.messages).toContainText('Bea Fleeting set messages to disappear after 1 minute')
    await expect(ana.page.getByRole('img', { name: 'Messages disappear after 1 minute' })).toBeVisible()
  })

  await ana.say('A fleeting plum cake')
  await bea.sees('A fleeting plum cake')
  await expect(bea.bubble('A fleeting plum cake').getByRole('img', { name: /^Disappears/ })).toBeVisible()
  await expect(bea.bubble('This stays').getByRole('img', { name: /^Disappears/ })).toHaveCount(0)
  const away = await anotherBrowser(bea)
  await away.goHome()
  await away.open('Ana Fleeting')
  await away.sees('A fleeting plum cake')
  await expect.poll(() => kept(away)).toContain('plum cake')
  await away.context.setOffline(true)
  await bea.page.getByRole('button', { name: 'Close', exact: true }).first().click()
  await bea.bubble('A fleeting plum cake').click({ button: 'right' })
  await bea.page.getByRole('menuitem', { name: 'Reply' }).click()
  await bea.say('Is it gone?')

  await test.step('a minute later nobody has it', async () => {
    for (const one of [ana, bea, away])
      await expect(one.bubble('plum cake').filter({ hasNotText: 'Is it gone?' })).toHaveCount(0, {
        timeout: GONE_WITHIN_MS,
      })
    for (const one of [ana, bea, away])
      await expect.poll(() => kept(one), { timeout: GONE_WITHIN_MS }).not.toContain('plum cake')
    await ana.sees('This stays')
    await away.sees('This stays')
    for (const one of [ana, bea]) await expect(one.overview).not.toContainText('plum cake')
  })

  await test.step('the answer goes a minute after it was given', async () => {
    for (const one of [ana, bea]) await expect(one.bubble('Is it gone?')).toHaveCount(0, { timeout: GONE_WITHIN_MS })
  })

  await test.step('turned off, what is said stays', async () => {
    await openTimer(ana, 'Bea Fleeting')
    await ana.page.getByRole('menuitem', { name: 'Off' }).click()
    await expect(ana.messages).toContainText('You turned off disappearing messages')
    await ana.say('Now it stays')
    await bea.sees('Now it stays')
    await expect(ana.bubble('Now it stays').getByRole('img', { name: /^Disappears/ })).toHaveCount(0)
    await away.context.setOffline(false)
    await away.sees('Now it stays')
  })
})

test('in a group its admins set the timer; the others see it', async ({ newPerson }) => {
  const bea = await newPerson('Bea Follows')
  const ana = await newPerson('Ana Leads')
  await ana.startGroup('Short walks', [bea])
  await openTimer(ana, 'Short walks')
  await ana.page.getByRole('menuitem', { name: '24 hours' }).click()
  await expect(ana.messages).toContainText('You set messages to disappear after 24 hours')
  await bea.open('Short walks')
  await expect(bea.messages).toContainText('Ana Leads set messages to disappear after 24 hours')
  await bea.page.getByRole('button', { name: 'About Short walks' }).click()
  await expect(bea.page.getByText('New ones stay for 24 hours, for everybody here')).toBeVisible()
  await expect(bea.page.getByRole('button', { name: 'Disappearing messages' })).toHaveCount(0)
})
