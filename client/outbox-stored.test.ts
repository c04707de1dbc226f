import { expect, it } from 'vitest'
import { newRecord, sendInputOf } from './outbox-record'
import { asOutboxRecord } from './outbox-stored'

/** As it was stored when a message was a text in one conversation. */
const TEXT = {
  clientId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  conversationId: '5',
  text: 'from before',
  replyTo: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
  status: 'waiting',
  order: 12.5,
}

it('reads what it wrote itself as it is', () => {
  const record = newRecord({ kind: 'voice', text: '', places: [{ userId: '2' }] }, 'c', 0, 1)
  expect(asOutboxRecord(structuredClone(record))).toEqual(record)
})

it('reads a text from before messages carried files as one for its conversation, in its old turn', () => {
  const { clientId, text, replyTo, createdAt, status, order } = TEXT
  const record = asOutboxRecord(TEXT)
  expect(record).toEqual({
    ...{ clientId, text, replyTo, createdAt, status, order },
    ...{ kind: 'text', mentions: [], attachments: [], places: [{ conversationId: '5' }] },
  })
  expect(sendInputOf(record)).toMatchObject({ clientId, places: [{ conversationId: '5', replyTo: 3 }] })
})

it('knows where one stands that had been acknowledged', () => {
  const sent = { messageId: '8', seq: 40, sentAt: '2026-01-01T00:00:01.000Z' }
  const { sent: read, here } = asOutboxRecord({ ...TEXT, status: 'sending', sent })
  expect(read).toEqual({ messageId: '8', sentAt: sent.sentAt, places: [{ conversationId: '5', seq: 40 }] })
  expect(here).toBeUndefined()
})

it('knows that one whose event was there is everywhere, and waits for what was made of it alone', () => {
  const sent = { messageId: '8', seq: 40, sentAt: '2026-01-01T00:00:01.000Z' }
  const old = { ...TEXT, status: 'sending', sent, posted: true }
  expect(asOutboxRecord({ ...old, after: { kind: 'message:edited', text: 'better' } })).toMatchObject({
    here: ['5'],
    after: { kind: 'message:edited', text: 'better', mentions: [] },
  })
  expect(asOutboxRecord({ ...old, after: { kind: 'message:deleted' } }).after).toEqual({ kind: 'message:deleted' })
})

it('keeps why one was refused', () => {
  const error = { code: 'blocked', message: 'They don’t take messages from you.' }
  expect(asOutboxRecord({ ...TEXT, status: 'failed', error })).toMatchObject({ status: 'failed', error })
})

it('names nothing of the old shape any more', () => {
  const sent = { messageId: '8', seq: 40, sentAt: '2026-01-01T00:00:01.000Z' }
  const record = asOutboxRecord({ ...TEXT, sent, posted: true })
  expect(record).not.toHaveProperty('conversationId')
  expect(record).not.toHaveProperty('posted')
  expect(record.sent).not.toHaveProperty('seq')
})
