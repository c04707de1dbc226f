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

test('a start draws the page that is kept, a reload the server’s', async ({ newPerson }) => {
  const bea = await newPerson('Bea Waiting')
  const ana = await newPerson('Ana Early')
  await ana.startChatWith(bea)
  await ana.say('Still here')
  await ana.seesTick('Still here', 'Delivered')
  const { page } = ana
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.evaluate(async () => {
    const pages = await caches.open('kith-pages')
    const kept = await pages.match('/c')
    if (!kept) throw new Error('No page is kept.')
    const marked = (await kept.text()).replace('<html ', '<html data-kept="yes" ')
    await pages.put('/c', new Response(marked, { headers: kept.headers }))
  })
  const kept = page.locator('html[data-kept]')
  await page.goto(page.url())
  await ana.sees('Still here')
  await expect(kept).toHaveCount(1)
  await page.reload()
  await ana.sees('Still here')
  await expect(kept).toHaveCount(0)
})
