import { expect, test } from './test'

test('a reload without network shows the chats and takes what is written', async ({
  newPerson,
  newWay,
  expectInConsole,
}) => {
  expectInConsole(/net::ERR_|WebSocket connection|Failed to (load|fetch)/)
  const way = await newWay()
  const bea = await newPerson('Bea Shore')
  const ana = await newPerson('Ana Island', { url: way.url })
  await ana.startChatWith(bea)
  await ana.say('Before the storm')
  await ana.seesTick('Before the storm', 'Delivered')
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await ana.page.reload()
  await ana.seesTick('Before the storm', 'Delivered')

  way.refuse()
  way.cut()
  await ana.page.reload()
  await expect(ana.line('Bea Shore')).toContainText('Before the storm')
  await ana.sees('Before the storm')
  await ana.say('In the storm')
  await ana.seesTick('In the storm', 'Waiting to be sent')
  await ana.page.reload()
  await ana.seesTick('In the storm', 'Waiting to be sent')

  way.heal()
  await ana.seesTick('In the storm', 'Delivered')
  await bea.open('Ana Island')
  await bea.sees('In the storm')
  await ana.seesTick('In the storm', 'Seen')
})
