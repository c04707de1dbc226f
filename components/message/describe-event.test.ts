import { describe, expect, it } from 'vitest'
import type { Conversation, Member } from '@/contracts/dto'
import { describeEvent, describeEvents, type SystemEvent } from './describe-event'

const NAMES: Record<string, string> = { '1': 'Me', '2': 'Ana', '3': 'Bea', '4': 'Carl' }
const names = { meId: '1', nameOf: (userId: string) => NAMES[userId] ?? '…' }
const base = { conversationId: '9', seq: 3, at: '2026-01-05T10:00:00.000Z' }

const member = (userId: string, role: Member['role'] = 'member'): Member => ({
  userId,
  role,
  active: true,
  joinedSeq: 1,
  changedSeq: 3,
})
const happened = (
  kind: 'member:joined' | 'member:left' | 'member:roleChanged',
  actorId: string,
  who: Member,
): SystemEvent => ({
  ...base,
  kind,
  actorId,
  member: who,
})
const group: Conversation = {
  id: '9',
  kind: 'group',
  name: 'Hiking',
  pictureId: null,
  pair: null,
  pastOpen: false,
  receiptsShown: true,
  closed: false,
  disappearAfterMs: null,
  endsAt: null,
  report: null,
  createdAt: base.at,
  changedSeq: 3,
}

describe('what happened in a group, as a line', () => {
  it.each([
    ['Ana added Bea', happened('member:joined', '2', member('3'))],
    ['Ana added you', happened('member:joined', '2', member('1'))],
    ['You removed Carl', happened('member:left', '1', member('4'))],
    ['Bea left', happened('member:left', '3', member('3'))],
    ['Ana made Bea an admin', happened('member:roleChanged', '2', member('3', 'admin'))],
    ['You are no longer an admin', happened('member:roleChanged', '2', member('1'))],
    ['Ana handed the group over to you', happened('member:roleChanged', '2', member('1', 'owner'))],
    ['Ana became an admin', happened('member:roleChanged', '2', member('2', 'admin'))],
  ])('says “%s”', (line, event) => {
    expect(describeEvent(event, names)).toBe(line)
  })

  it('names a group by the name it was given', () => {
    const event: SystemEvent = { ...base, kind: 'conversation:renamed', actorId: '2', conversation: group }
    expect(describeEvent(event, names)).toBe('Ana named the group “Hiking”')
  })

  it('says nothing of how a direct conversation began', () => {
    const conversation: Conversation = { ...group, kind: 'direct', name: null, pair: ['1', '2'] }
    expect(describeEvent({ ...base, kind: 'conversation:created', actorId: '2', conversation }, names)).toBeNull()
  })

  it('says the same deed of the same person once', () => {
    expect(
      describeEvents(
        [
          happened('member:joined', '2', member('3')),
          happened('member:joined', '2', member('4')),
          happened('member:left', '3', member('3')),
        ],
        names,
      ),
    ).toEqual(['Ana added Bea and Carl', 'Bea left'])
  })
})
