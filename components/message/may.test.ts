import { describe, expect, it } from 'vitest'
import type { Conversation, Member, MessagePosted } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { mayWith } from './may'

const NOW = Date.parse('2026-11-21T12:00:00.000Z')
const ago = (ms: number) => new Date(NOW - ms).toISOString()

const group: Conversation = {
  id: '9',
  kind: 'group',
  name: 'Hike',
  pictureId: null,
  pair: null,
  pastOpen: false,
  receiptsShown: true,
  closed: false,
  disappearAfterMs: null,
  endsAt: null,
  report: null,
  createdAt: ago(0),
  changedSeq: 1,
}
const member: Member = { userId: '1', role: 'member', active: true, joinedSeq: 1, changedSeq: 1 }

function posted(senderId: string, change: Partial<MessagePosted['message']> = {}): MessagePosted {
  const message: MessagePosted['message'] = {
    id: '5',
    clientId: 'c',
    senderId,
    kind: 'text',
    attachments: [],
    mentions: [],
    forwardedFrom: null,
    preview: null,
    places: [],
    pinned: null,
    text: 'Hello',
    createdAt: ago(1_000),
    sentAt: ago(1_000),
    editedAt: null,
    deleted: null,
    replyTo: null,
    reactions: [],
    changedSeq: 2,
    ...change,
  }
  return { kind: 'message:posted', conversationId: '9', seq: 2, at: message.sentAt, actorId: senderId, message }
}

describe('what may be done with a message', () => {
  it('lets me edit and delete my own', () => {
    expect(mayWith(posted('1'), { conversation: group, member }, '1', NOW)).toEqual({
      answer: true,
      edit: true,
      delete: true,
    })
  })

  it('ends editing with its window, deleting never', () => {
    const old = posted('1', { sentAt: ago(LIMITS.editWindowMs) })
    expect(mayWith(old, { conversation: group, member }, '1', NOW)).toMatchObject({ edit: false, delete: true })
  })

  it('ends editing when this server says so', () => {
    const old = posted('1', { sentAt: ago(3_600_000) })
    expect(mayWith(old, { conversation: group, member }, '1', NOW, 3_600_000).edit).toBe(false)
    expect(mayWith(old, { conversation: group, member }, '1', NOW, 3_600_001).edit).toBe(true)
  })

  it('lets nobody edit what has no words of its own', () => {
    for (const kind of ['sticker', 'voice', 'circle_video'] as const) {
      const place = { conversation: group, member }
      expect(mayWith(posted('1', { kind, text: '' }), place, '1', NOW)).toMatchObject({ edit: false, delete: true })
    }
  })

  it('lets admins delete what others said in a group, and nobody else', () => {
    for (const [role, may] of [
      ['owner', true],
      ['admin', true],
      ['member', false],
    ] as const) {
      const place = { conversation: group, member: { ...member, role } }
      expect(mayWith(posted('2'), place, '1', NOW)).toEqual({ answer: true, edit: false, delete: may })
    }
    const direct = {
      conversation: { ...group, kind: 'direct' as const },
      member: { ...member, role: 'owner' as const },
    }
    expect(mayWith(posted('2'), direct, '1', NOW).delete).toBe(false)
  })

  it('lets nothing be done with what is deleted, or where nothing can be written', () => {
    const nothing = { answer: false, edit: false, delete: false }
    expect(mayWith(posted('1', { deleted: { by: '1' } }), { conversation: group, member }, '1', NOW)).toEqual(nothing)
    const gone = { conversation: group, member: { ...member, active: false } }
    expect(mayWith(posted('1'), gone, '1', NOW)).toEqual(nothing)
    expect(mayWith(posted('1'), { conversation: { ...group, closed: true }, member }, '1', NOW)).toEqual(nothing)
  })
})
