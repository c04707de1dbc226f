import { expect, it } from 'vitest'
import type { HistoryEvent, Message, MessagePosted } from '@/contracts/dto'
import type { MessageChange } from '@/server/domain/change-message'
import { withWishes } from './wishes'

const AT = '2026-01-01T00:00:00.000Z'
const posted = (seq: number, over: Partial<Message> = {}): MessagePosted => ({
  kind: 'message:posted',
  conversationId: '1',
  seq,
  at: AT,
  actorId: '2',
  message: {
    id: `${seq}`,
    clientId: `c${seq}`,
    senderId: '2',
    kind: 'text',
    attachments: [],
    mentions: [],
    forwardedFrom: null,
    preview: null,
    places: [],
    pinned: null,
    text: `said ${seq}`,
    createdAt: AT,
    sentAt: AT,
    editedAt: null,
    deleted: null,
    replyTo: null,
    reactions: [],
    changedSeq: seq,
    ...over,
  },
})
const events: readonly HistoryEvent[] = [posted(2), posted(5, { reactions: [{ emoji: '👍', userIds: ['1', '2'] }] })]
const shown = (seq: number, change: MessageChange) => {
  const event = withWishes(events, [{ seq, change, at: AT }], '1').find((one) => one.seq === seq)
  return event?.kind === 'message:posted' ? event.message : undefined
}

it('shows a new wording at once', () => {
  expect(shown(2, { kind: 'message:edited', text: 'Better', mentions: [] })).toMatchObject({
    text: 'Better',
    editedAt: AT,
  })
})

it('shows a tombstone at once', () => {
  expect(shown(5, { kind: 'message:deleted' })).toMatchObject({ text: '', deleted: { by: '1' }, reactions: [] })
})

it('shows my reaction in place of the one before', () => {
  const react = (emoji: string | null) => shown(5, { kind: 'message:reacted', emoji })?.reactions
  expect(react('❤️')).toEqual([
    { emoji: '👍', userIds: ['2'] },
    { emoji: '❤️', userIds: ['1'] },
  ])
  expect(react('👍')).toEqual([{ emoji: '👍', userIds: ['2', '1'] }])
  expect(react(null)).toEqual([{ emoji: '👍', userIds: ['2'] }])
})

it('leaves a deleted message, and what is not loaded, as it is', () => {
  const gone = [posted(2, { deleted: { by: '2' }, text: '' })]
  const wish = { seq: 2, change: { kind: 'message:edited', text: 'Back', mentions: [] }, at: AT } as const
  expect(withWishes(gone, [wish], '1')).toBe(gone)
  expect(withWishes(events, [{ ...wish, seq: 3 }], '1')).toBe(events)
})
