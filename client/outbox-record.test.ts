import { expect, test } from 'vitest'
import { eventsOf, newRecord, sendInputOf } from './outbox-record'
import type { ServerEvent } from './server-event'
import { ModelServer } from './testing/model-server'

test('what an acknowledgement tells is what is pushed to who has none', async () => {
  const pushed: ServerEvent[] = []
  const told: { ana: string } = { ana: '' }
  const server = new ModelServer(
    () => Date.parse('2026-11-21T12:00:00.000Z'),
    (userId, event) => {
      if (userId === told.ana) pushed.push(event)
    },
  )
  const [ana, bea] = [server.addUser('ana'), server.addUser('bea')]
  told.ana = ana
  const conversationId = await server.createGroup(ana, 'Hiking', [bea])
  await server.change(ana, conversationId, { disappearAfterMs: 9_000 })
  for (const replyTo of [null, 3]) {
    pushed.length = 0
    const written = { kind: 'text' as const, text: 'hello', places: [{ conversationId }], replyTo }
    const record = newRecord(written, crypto.randomUUID(), Date.parse('2026-11-21T11:00:00.000Z'), 1)
    const sent = await server.api(ana, 500).send(sendInputOf(record))
    expect(eventsOf(record, sent, ana)).toEqual(pushed.map(({ payload }) => payload))
  }
})
