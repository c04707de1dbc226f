import { expect, test } from './test'

const SAID = /(?:Ana|Bea) says \d+/

test('a minute offline: everybody has everything once, in one order', async ({
  newPerson,
  newWay,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const way = await newWay()
  const bea = await newPerson('Bea Tunnel')
  const ana = await newPerson('Ana Tunnel', { url: way.url })
  const clock = ana.page.clock
  await clock.install()
  await ana.page.reload()
  await ana.startChatWith(bea)
  await ana.say('Ana says 1')
  await bea.open('Ana Tunnel')
  await bea.sees('Ana says 1')

  way.refuse()
  way.cut()
  await ana.say('Ana says 2')
  await ana.say('Ana says 3')
  await ana.seesTick('Ana says 3', 'Waiting to be sent')
  await expect(ana.page.getByText(/2 messages waiting/)).toBeVisible()
  await bea.say('Bea says 1')
  await bea.say('Bea says 2')
  await bea.seesTick('Bea says 2', 'Sent')
  await clock.fastForward(60_000)
  await ana.sees('Ana says 1')

  way.heal()
  await clock.fastForward(30_000)
  await ana.seesTick('Ana says 3', 'Seen')
  await ana.sees('Bea says 2')
  await bea.sees('Ana says 3')
  const order = await ana.everySaid(SAID)
  expect([...order].sort()).toEqual(['Ana says 1', 'Ana says 2', 'Ana says 3', 'Bea says 1', 'Bea says 2'])
  expect(await bea.everySaid(SAID)).toEqual(order)
  await ana.page.reload()
  await ana.sees('Ana says 3')
  expect(await ana.everySaid(SAID)).toEqual(order)
})

test('when the device says that the network is back, so is Kith, within 2 s', async ({
  newPerson,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const bea = await newPerson('Bea Wakes')
  const ana = await newPerson('Ana Wakes')
  await ana.startChatWith(bea)
  await ana.context.setOffline(true)
  await ana.say('Written in the tunnel')
  await ana.seesTick('Written in the tunnel', 'Waiting to be sent')
  await ana.context.setOffline(false)
  await expect(bea.line('Ana Wakes')).toContainText('Written in the tunnel', { timeout: 2_000 })
})
