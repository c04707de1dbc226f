import { givePast } from './past'
import { expect, test } from './test'

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
