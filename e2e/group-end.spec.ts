import { expectAccessible } from './accessible'
import { kept } from './kept'
import { expect, test } from './test'

/** Two minutes, and what the server may take on top. */
const ENDED_WITHIN_MS = 150_000

/** As a field for day and time has it, in the browser's zone: the minute after the next full one, at least 60 s ahead. */
const soon = (): string => new Date(Date.now() + 120_000).toISOString().slice(0, 16)

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
    await dialog.getByLabel('Ends at').fill(new Date(Date.now() + 80 * 3_600_000).toISOString().slice(0, 16))
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
      await expect(one.messages).toContainText('This group has ended: 1 message and 0 files were erased', {
        timeout: ENDED_WITHIN_MS,
      })
      await expect(one.bubble('A plum cake')).toHaveCount(0)
      await expect(one.composer).toHaveCount(0)
      await expect.poll(() => kept(one)).not.toContain('plum cake')
    }
  })

  await test.step('Bea deletes it', async () => {
    await bea.line('Surprise party').click({ button: 'right' })
    await bea.page.getByRole('menuitem', { name: 'Delete chat' }).click()
    const dialog = bea.page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: /delete/i }).click()
    await expect(bea.line('Surprise party')).toHaveCount(0)
  })
})
