import { expect, it } from 'vitest'
import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { SendInput } from '@/contracts/inputs'
import { Outbox } from './outbox'
import { memoryStorage } from './storage/memory'
import { Chance } from './testing/chance'
import { LinkedTabs } from './testing/linked-tabs'
import { posted } from './testing/make'
import { Timers } from './testing/timers'
import { settle } from './testing/town'
import { UploadStore } from './testing/upload-store'

const text = (said: string) => ({ kind: 'text' as const, text: said, places: [{ conversationId: '1' }] })

/** Two tabs over one store. Sends wait until `answer` is called. */
function browser() {
  const storage = memoryStorage()
  const link = new LinkedTabs()
  const edits: string[] = []
  const told: { tab: string; event: MessagePosted }[] = []
  const asked: { input: SendInput; tab: string; answer: () => void }[] = []
  const open = async (tab: string): Promise<Outbox> => {
    const outbox: Outbox = new Outbox({
      me: '9',
      storage,
      environment: new Timers().environment(new Chance(1)),
      clock: Date,
      lease: link.lease(),
      tabs: link.tabs(),
      reachable: () => true,
      send: (input) =>
        new Promise<Sent>((resolve) => {
          const places = input.places.map((place) => ({ conversationId: 'x', ...place, seq: 1 }))
          const sent = { messageId: '1', sentAt: input.createdAt, places }
          asked.push({ input, tab, answer: () => resolve(sent) })
        }),
      uploads: new UploadStore().requests((work) => work()),
      directWith: () => undefined,
      edit: async (input) => {
        edits.push(input.text)
        return { ...input, changedSeq: 2 }
      },
      delete: async (place) => ({ ...place, changedSeq: 2 }),
      forget: (writes) => void storage.write(writes),
      acknowledged: (_, events) => {
        for (const event of events) {
          told.push({ tab, event })
          outbox.applied(event)
        }
      },
      changed: () => {},
    })
    await outbox.start()
    await settle()
    return outbox
  }
  return { storage, asked, edits, told, open }
}

it('sends what another tab wrote, and both show it until it is sent', async () => {
  const { asked, open, storage } = browser()
  const [first, second] = [await open('first'), await open('second')]
  second.add(text('hello'))
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
  const clientId = first.add(text('hello'))
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
  expect([edits, second.of('1')]).toEqual([['better'], []])
})

it('takes back what another tab hasn’t tried yet', async () => {
  const { asked, open } = browser()
  const [first, second] = [await open('first'), await open('second')]
  first.add(text('one'))
  const clientId = first.add(text('two'))
  expect(second.cancel(clientId)).toBe(true)
  asked[0]?.answer()
  await settle()
  expect(asked.map(({ input }) => input.text)).toEqual(['one'])
})

it('tells of what it sent by its answer, though another tab heard of it first and took it away', async () => {
  const { asked, open, told } = browser()
  const [first, second] = [await open('first'), await open('second')]
  const clientId = first.add(text('hello'))
  await settle()
  const event = posted(1, '9')
  second.applied({ ...event, message: { ...event.message, clientId } })
  expect(first.of('1')).toEqual([])
  asked[0]?.answer()
  await settle()
  expect(told).toMatchObject([{ tab: 'first', event: { seq: 1, message: { clientId, text: 'hello' } } }])
})
