import { expectAccessible } from './accessible'
import { kept } from './kept'
import { expect, test } from './test'
import { localMinuteIn } from './zone'

const HOUR_MS = 3_600_000
/** Two minutes, and what the server may take on top. */
const ENDED_WITHIN_MS = 150_000

/** As a field for day and time has it, in the browser's zone: the minute after the next full one, at least 60 s ahead. */
const soon = (): string => localMinuteIn(120_000)

test('a group ends: what was said is erased, it says how much, and it can be deleted', async ({ newPerson }) => {
  const bea = await newPerson('Bea Partying')
  const ana = await newPerson('Ana Partying')
  await ana.startGroup('Surprise party', [bea])
  await ana.say('A plum cake at eight')
  await bea.open('Surprise party')
  await bea.sees('A plum cake at eight')

  await test.step('Ana sets an end, moves it and both see it count down', async () => {
    await ana.page.getByRole('button', { name: 'About Surprise party' }).click()
    await ana.page.getByRole('button', { name: 'End of the group' }).click()
    const dialog = ana.page.getByRole('dialog', { name: 'End of the group' })
    await dialog.getByLabel('Ends at').fill('2020-01-01T00:00')
    await dialog.getByRole('button', { name: 'Set end' }).click()
    await expect(dialog).toContainText('Choose an end that is still to come')
    await expectAccessible(ana.page)
    await dialog.getByLabel('Ends at').fill(localMinuteIn(80 * HOUR_MS))
    await dialog.getByRole('button', { name: 'Set end' }).click()
    await expect(dialog).toBeHidden()
    await expect(bea.page.getByText('Ends in 3 days ·')).toBeVisible()
    await expect(bea.messages).toContainText('Ana Partying set this group to end on')
    await ana.page.getByRole('button', { name: 'End of the group' }).click()
    await dialog.getByLabel('Ends at').fill(soon())
    await dialog.getByRole('button', { name: 'Set end' }).click()
    await expect(dialog).toBeHidden()
    await expect(bea.page.getByText('Ends in 3 days ·')).toHaveCount(0)
  })

  await test.step('at the end it is empty, closed, and says how much it was', async () => {
    for (const one of [ana, bea]) {
      await expect(one.messages).toContainText('This group has ended: 1 message was erased', {
        timeout: ENDED_WITHIN_MS,
      })
      await expect(one.bubble('A plum cake')).toHaveCount(0)
      await expect(one.page.getByText('This group has ended. Nobody can write here any more.')).toBeVisible()
      await expect(one.composer).toHaveCount(0)
      await expect.poll(() => kept(one)).not.toContain('plum cake')
    }
  })

  await test.step('Bea deletes it', async () => {
    await bea.line('Surprise party').click({ button: 'right' })
    await bea.page.getByRole('menuitem', { name: 'Delete chat' }).click()
    const dialog = bea.page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: /delete/i }).click()
    await bea.hasNoLine('Surprise party')
  })
})

test('a group is given an end and a timer when it is made', async ({ newPerson }) => {
  const bea = await newPerson('Bea Planning')
  const ana = await newPerson('Ana Planning')
  const { page } = ana
  await page.getByRole('button', { name: 'New chat' }).click()
  await page.getByRole('option', { name: 'New group' }).click()
  await page.getByPlaceholder('Name or user name').fill(bea.userName)
  await page.getByRole('option', { name: bea.userName }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Three days of skiing')

  await test.step('Ana chooses both, and thinks again about the end', async () => {
    await page.getByRole('button', { name: 'Disappearing messages' }).click()
    await page.getByRole('menuitem', { name: '24 hours' }).click()
    await expect(page.getByRole('button', { name: 'Disappearing messages' })).toContainText('stay for 24 hours')
    await page.getByRole('button', { name: 'End of the group' }).click()
    const end = page.getByRole('dialog', { name: 'End of the group' })
    await end.getByLabel('Ends at').fill(localMinuteIn(80 * HOUR_MS))
    await end.getByRole('button', { name: 'Set end' }).click()
    await expect(end).toBeHidden()
    await page.getByRole('button', { name: 'End of the group' }).click()
    await end.getByRole('button', { name: 'No end' }).click()
    await expect(page.getByRole('button', { name: 'End of the group' })).toContainText('Never')
    await page.getByRole('button', { name: 'End of the group' }).click()
    await end.getByLabel('Ends at').fill(localMinuteIn(80 * HOUR_MS))
    await end.getByRole('button', { name: 'Set end' }).click()
    await expect(end).toBeHidden()
    await expectAccessible(page)
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Three days of skiing')
  })

  await test.step('the chat says both, to everybody, and its first message has a clock', async () => {
    await page.getByRole('button', { name: 'Create group' }).click()
    await expect(page.getByText('Ends in 3 days ·')).toBeVisible()
    await bea.open('Three days of skiing')
    await expect(bea.messages).toContainText('Ana Planning set messages to disappear after 24 hours')
    await expect(bea.messages).toContainText('Ana Planning set this group to end on')
    await ana.say('Who brings the wax?')
    await expect(bea.bubble('Who brings the wax?').getByRole('img', { name: /Disappears/ })).toBeVisible()
  })
})
