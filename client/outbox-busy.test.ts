import { expect, it } from 'vitest'
import type { SendInput } from '@/contracts/inputs'
import { KithError } from '@/server/domain/errors'
import { soleLease } from './lease'
import { Outbox } from './outbox'
import { memoryStorage } from './storage/memory'
import { noTabs } from './tabs'
import { Chance } from './testing/chance'
import { Timers } from './testing/timers'
import { settle } from './testing/town'
import { UploadStore } from './testing/upload-store'

/** A server that refuses what it is told to refuse, and an outbox that sends to it. */
function begin(seed = 1) {
  const timers = new Timers()
  const stored: string[] = []
  const tries: { text: string; at: number }[] = []
  const server = { refusing: null as KithError | null }
  const outbox = new Outbox({
    me: '9',
    storage: memoryStorage(),
    environment: timers.environment(new Chance(seed)),
    clock: { now: () => timers.now },
    lease: soleLease(),
    tabs: noTabs,
    uploads: new UploadStore().requests((work) => work()),
    reachable: () => true,
    directWith: () => undefined,
    send: async ({ clientId, text }: SendInput) => {
      tries.push({ text, at: timers.now })
      if (server.refusing) throw server.refusing
      stored.push(text)
      return {
        messageId: clientId,
        sentAt: '2026-01-01T00:00:00.000Z',
        places: [{ conversationId: '1', seq: stored.length }],
      }
    },
    edit: async () => ({ conversationId: '1', seq: 1, changedSeq: 1 }),
    delete: async () => ({ conversationId: '1', seq: 1, changedSeq: 1 }),
    forget: () => {},
    acknowledged: ({ places }) => {
      setImmediate(() => {
        for (const { conversationId, seq } of places) outbox.covered(conversationId, seq)
      })
    },
    changed: () => {},
  })
  const write = (text: string) => outbox.add({ text, places: [{ conversationId: '1' }] } as never)
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      timers.advance(100)
      await settle()
    }
  }
  return { outbox, server, timers, stored, tries, write, pass }
}

it('a busy server gets each message later, once and in order, tried less and less often', async () => {
  const { outbox, server, stored, tries, write, pass } = begin()
  await outbox.start()
  server.refusing = new KithError('busy', 'Later.')
  for (const text of ['One', 'Two', 'Three']) write(text)
  await pass(60_000)
  expect(new Set(tries.map(({ text }) => text))).toEqual(new Set(['One']))
  const waits = tries.slice(1).map(({ at }, index) => at - (tries[index]?.at ?? 0))
  expect(waits.length).toBeGreaterThan(3)
  for (const [index, wait] of waits.entries()) {
    const step = Math.min(30_000, 1_000 * 2 ** index)
    expect(wait).toBeGreaterThanOrEqual(step / 2)
    expect(wait).toBeLessThanOrEqual(step + 100)
  }
  server.refusing = null
  await pass(30_000)
  expect(stored).toEqual(['One', 'Two', 'Three'])
  expect(outbox.pending.getState()).toEqual([])
})

it('who was refused at the same time does not come again at the same time', async () => {
  const moments = new Set<number>()
  for (let seed = 1; seed <= 20; seed++) {
    const { outbox, server, tries, write, pass } = begin(seed)
    await outbox.start()
    server.refusing = new KithError('busy', 'Later.')
    write('Hello')
    await pass(1_100)
    moments.add((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0))
  }
  expect(moments.size).toBeGreaterThan(2)
})

it('is not tried again before the server said that it may be', async () => {
  const { outbox, server, stored, tries, write, pass } = begin()
  await outbox.start()
  server.refusing = new KithError('rate_limited', 'Later.', 7_000)
  write('Hello')
  await pass(6_900)
  expect(tries).toHaveLength(1)
  server.refusing = null
  await pass(200)
  expect(stored).toEqual(['Hello'])
})
