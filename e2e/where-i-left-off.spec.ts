import { expect, test } from './test'

test('a chat opens where one left off, counts what is below, and jumps there', async ({ newPerson }) => {
  const bea = await newPerson('Bea Many')
  const ana = await newPerson('Ana Back')
  await bea.startChatWith(ana)
  await bea.say('The first of many')
  await ana.open('Bea Many')
  await bea.seesTick('The first of many', 'Seen')
  await ana.goHome()
  for (let order = 1; order <= 40; order++) await bea.say(`While you were away ${order}.`)
  await expect(ana.line('Bea Many')).toContainText('40 unread')

  await ana.open('Bea Many')
  await expect(ana.messages.getByText('Unread messages')).toBeInViewport()
  await expect(ana.bubble('While you were away 1.')).toBeInViewport()
  const jump = ana.page.getByRole('button', { name: /Jump to the newest message, \d+ unread below/ })
  await jump.click()
  await expect(ana.bubble('While you were away 40.')).toBeInViewport()
  await expect(ana.line('Bea Many')).not.toContainText('unread')
  await bea.seesTick('While you were away 40.', 'Seen')

  await ana.say('Here I am again')
  await ana.bubble('While you were away 1.').scrollIntoViewIfNeeded()
  await expect(ana.messages.getByText('Unread messages')).toHaveCount(0)
})

test('what one says comes into sight, wherever one has scrolled to', async ({ newPerson }) => {
  const bea = await newPerson('Bea Above')
  const ana = await newPerson('Ana Above')
  await ana.startChatWith(bea)
  for (let order = 1; order <= 40; order++) await ana.say(`One of many ${order}.`)
  await ana.bubble('One of many 1.').scrollIntoViewIfNeeded()
  await expect(ana.bubble('One of many 40.')).not.toBeInViewport()

  await ana.say('And one more')
  await expect(ana.bubble('And one more')).toBeInViewport()
})

test('what comes once one looks away stands below a line, also on a page that was left and come back to', async ({
  newPerson,
}) => {
  const bea = await newPerson('Bea Meanwhile')
  const ana = await newPerson('Ana Returns')
  await ana.startChatWith(bea)
  await ana.say('Back in a minute')
  await bea.open('Ana Returns')
  await bea.sees('Back in a minute')
  await ana.page.evaluate(() => {
    const seen = { value: 'hidden', configurable: true }
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    Object.defineProperty(document, 'visibilityState', seen)
    document.dispatchEvent(new Event('visibilitychange'))
    Reflect.deleteProperty(document, 'visibilityState')
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })
  await bea.say('Are you there?')
  await ana.sees('Are you there?')
  await expect(ana.messages.getByText('Unread messages')).toHaveCount(0)

  await ana.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await bea.say('Still nobody')
  await expect(ana.messages.getByText('Unread messages')).toHaveCount(1)
})
