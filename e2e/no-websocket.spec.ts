import { expect, test } from './test'

test('where no WebSocket gets through, people talk live by polling', async ({ newPerson, expectInConsole }) => {
  expectInConsole(/WebSocket connection/)
  const ana = await newPerson('Ana Behind')
  const bea = await newPerson('Bea Outside')
  // As in a firm's proxy: the upgrade is refused, everything else passes.
  await ana.page.addInitScript(() => {
    const { WebSocket } = window
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(String(url).replace('/socket.io/', '/nowhere/'), protocols)
      }
    }
  })
  const polls: string[] = []
  ana.page.on('request', (request) => {
    if (request.url().includes('transport=polling')) polls.push(request.method())
  })
  await ana.page.reload()
  await ana.startChatWith(bea)
  await ana.say('Can you read this?')
  await ana.seesTick('Can you read', 'Delivered')
  await bea.open('Ana Behind')
  await bea.say('Every word')
  await ana.sees('Every word')
  await ana.seesTick('Can you read', 'Seen')
  expect(polls).toContain('POST')
})
