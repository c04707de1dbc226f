import { expect, it } from 'vitest'
import type { Sent } from '@/contracts/events'
import type { EditInput, SendInput } from '@/contracts/inputs'
import { Outbox } from './outbox'
import { memoryStorage } from './storage/memory'
import { Chance } from './testing/chance'
import { LinkedTabs } from './testing/linked-tabs'
import { Timers } from './testing/timers'
import { settle } from './testing/town'

/** Two tabs over one store. Sends wait until `answer` is called. */
function browser() {
  const storage = memoryStorage()
  const link = new LinkedTabs()
  const edits: EditInput[] = []
  const asked: { input: SendInput; tab: string; answer: () => void }[] = []
  const open = async (tab: string): Promise<Outbox> => {
    const outbox: Outbox = new Outbox({
      me: '9',
      storage,
      environment: new Timers().environment(new Chance(1)),
      lease: link.lease(),
      tabs: link.tabs(),
      reachable: () => true,
      send: (input) =>
        new Promise<Sent>((resolve) => {
          const sent = { messageId: '1', conversationId: input.conversationId, seq: 1, sentAt: input.createdAt }
          asked.push({ input, tab, answer: () => resolve(sent) })
        }),
      edit: async (input) => void edits.push(input),
      delete: async () => {},
      forget: (clientId) => void storage.write([{ table: 'outbox', key: clientId, value: undefined }]),
      acknowledged: (event) => outbox.applied(event),
      changed: () => {},
    })
    await outbox.start()
    await settle()
    return outbox
  }
  return { storage, asked, edits, open }
}

it('sends what another tab wrote, and both show it until it is sent', async () => {
  const { asked, open, storage } = browser()
  const [first, second] = [await open('first'), await open('second')]
  second.add('1', 'hello')
  await settle()
  expect(asked.map(({ tab, input }) => [tab, input.text])).toEqual([['first', 'hello']])
  expect(first.of('1')).toHaveLength(1)
  expect(second.of('1')).toMatchObject([{ status: 'sending' }])
  asked[0]?.answer()
  await settle()
  expect([first.of('1'), second.of('1'), await storage.all('outbox')]).toEqual([[], [], []])
})

it('takes over what a closed tab had tried, with the same clientId, and edits it when it is there', async () => {
  const { asked, edits, open } = browser()
  const [first, second] = [await open('first'), await open('second')]
  const clientId = first.add('1', 'hello')
  first.stop()
  await settle()
  expect(asked.map(({ tab, input }) => [tab, input.clientId])).toEqual([
    ['first', clientId],
    ['second', clientId],
  ])
  expect(second.edit(clientId, 'better')).toBe(true)
  expect(second.of('1')).toMatchObject([{ text: 'better' }])
  asked[1]?.answer()
  await settle()
  expect([edits, second.of('1')]).toEqual([[{ conversationId: '1', seq: 1, text: 'better' }], []])
})

it('takes back what another tab hasn’t tried yet', async () => {
  const { asked, open } = browser()
  const [first, second] = [await open('first'), await open('second')]
  first.add('1', 'one')
  const clientId = first.add('1', 'two')
  expect(second.cancel(clientId)).toBe(true)
  asked[0]?.answer()
  await settle()
  expect(asked.map(({ input }) => input.text)).toEqual(['one'])
})
