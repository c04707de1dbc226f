import { expect, test } from './test'

const SAID = /number \d+/

test('a reload in the middle of sending loses nothing and repeats nothing', async ({
  newPerson,
  newWay,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to load resource/)
  const way = await newWay()
  const bea = await newPerson('Bea Patient')
  const ana = await newPerson('Ana Reload', { url: way.url })
  await ana.startChatWith(bea)
  await ana.say('number 1')
  await ana.seesTick('number 1', 'Delivered')

  // The answers of what is sent now are still on their way when the page goes.
  way.delay(400)
  for (let order = 2; order <= 12; order++) await ana.say(`number ${order}`)
  await ana.page.reload()
  await expect(ana.messages).toBeVisible()
  way.heal()
  await ana.say('number 13')
  await ana.seesTick('number 13', 'Delivered')

  await bea.open('Ana Reload')
  const all = Array.from({ length: 13 }, (_, index) => `number ${index + 1}`)
  await bea.sees('number 13')
  expect(await bea.everySaid(SAID)).toEqual(all)
  await ana.page.reload()
  await ana.sees('number 13')
  expect(await ana.everySaid(SAID)).toEqual(all)
})
