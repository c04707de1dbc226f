import { givePast } from './past'
import { expect, test } from './test'

test('a chat opens where one left off, and jumps to the newest', async ({ newPerson }) => {
  const bea = await newPerson('Bea Talkative')
  const ana = await newPerson('Ana Returns')
  await givePast([ana.userName, bea.userName], 400, 40)
  await ana.page.reload()
  await expect(ana.line('Bea Talkative')).toContainText('40 unread')
  await ana.open('Bea Talkative')
  await expect(ana.messages.getByText('Unread messages')).toBeInViewport()
  const newest = ana.bubble(/(?<!\d)400\. /)
  await expect(newest).not.toBeInViewport()

  const jump = ana.page.getByRole('button', { name: /^Jump to the newest message, \d+ unread below$/ })
  await jump.click()
  await expect(newest).toBeInViewport()
  await expect(ana.line('Bea Talkative')).not.toContainText('unread')
  await ana.say('I have caught up')
  await expect(ana.bubble('I have caught up')).toBeInViewport()
})

test('a conversation of 100,000 messages opens at its end and answers', async ({ newPerson }) => {
  const bea = await newPerson('Bea Encyclopedia')
  const ana = await newPerson('Ana Encyclopedia')
  await givePast([ana.userName, bea.userName], 100_000)
  await ana.page.reload()
  await ana.open('Bea Encyclopedia')
  await expect(ana.bubble('100000. ')).toBeInViewport()
  await ana.say('And one more')
  await bea.page.reload()
  await expect(bea.line('Ana Encyclopedia')).toContainText('And one more')
  await ana.seesTick('And one more', 'Delivered')
})
