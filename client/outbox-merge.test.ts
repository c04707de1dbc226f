import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PendingAttachment } from './kith'
import { newAttachment, type OutboxAttachment } from './outbox-attachment'
import { heldMerged } from './outbox-merge'
import { newRecord, type OutboxRecord } from './outbox-record'

type State = PendingAttachment['state']

const ALL: readonly State[] = ['waiting', 'uploading', 'paused', 'failed', 'ready']
const ERROR = { code: 'too_long', message: 'This file is too large.' } as const
const written = newRecord({ kind: 'text', text: 'as written', places: [{ conversationId: '1' }] }, 'c', 0, 1)

const file = (state: State, change: Partial<OutboxAttachment> = {}): OutboxAttachment => ({
  ...newAttachment({ kind: 'file', name: 'a', file: new Blob(['bytes']) }, '0'),
  state,
  ...(state === 'failed' ? { error: ERROR } : {}),
  ...change,
})
const holding = (attachment: OutboxAttachment, change: Partial<OutboxRecord> = {}): OutboxRecord => ({
  ...written,
  attachments: [attachment],
  ...change,
})
const merged = (known: State, wanted: State): OutboxAttachment | undefined =>
  heldMerged(holding(file(known)), holding(file(wanted))).attachments[0]

it('takes another tab’s words, mentions and place in the order', () => {
  const wanted = holding(file('waiting'), { text: 'better', mentions: ['7'], order: 9, status: 'waiting' })
  const known = holding(file('uploading'), { status: 'failed', error: ERROR })
  const { attachments: _, ...rest } = heldMerged(known, wanted)
  expect(rest).toEqual({ ...rest, text: 'better', mentions: ['7'], order: 9, status: 'waiting' })
  expect(rest).not.toHaveProperty('error')
})

it('keeps how far its own files are, whatever another tab last heard of that', () => {
  const part = { sha256: 'ab', uploadId: 'u', brought: false }
  const known = file('uploading', { sent: 60, whole: part })
  expect(heldMerged(holding(known), holding(file('uploading', { sent: 20 }))).attachments).toEqual([known])
})

it('pauses what another tab paused, unless all of it is there', () => {
  expect(ALL.map((known) => merged(known, 'paused')?.state)).toEqual(['paused', 'paused', 'paused', 'paused', 'ready'])
})

it('goes on with what another tab resumed or tried again, and with nothing else', () => {
  expect(ALL.map((known) => merged(known, 'waiting')?.state)).toEqual([
    'waiting',
    'uploading',
    'waiting',
    'waiting',
    'ready',
  ])
  expect(merged('failed', 'waiting')).not.toHaveProperty('error')
})

it('neither takes over a failure nor the end of an upload from a tab that doesn’t upload', () => {
  for (const wanted of ['uploading', 'failed', 'ready'] as const) {
    expect(ALL.map((known) => merged(known, wanted)?.state)).toEqual(ALL)
  }
})

it('never loses a file, never brings one back, and comes to the same however often it is told', () => {
  const attachments = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('0', '1', '2'), state: fc.constantFrom(...ALL) }),
    {
      selector: ({ id }) => id,
    },
  )
  const record = (given: readonly { id: string; state: State }[]): OutboxRecord => ({
    ...written,
    attachments: given.map(({ id, state }) => file(state, { id })),
  })
  fc.assert(
    fc.property(attachments, attachments, (known, wanted) => {
      const once = heldMerged(record(known), record(wanted))
      expect(once.attachments.map(({ id }) => id)).toEqual(known.map(({ id }) => id))
      for (const [index, { state }] of known.entries()) {
        expect(once.attachments[index]?.state === 'ready').toBe(state === 'ready')
      }
      expect(heldMerged(once, record(wanted))).toEqual(once)
    }),
  )
})
