import type { PictureId, UserId } from '@/contracts/ids'
import { changeGroup, type GroupChange } from './change-group'
import { KithError } from './errors'
import { type Decision, newMember } from './group'
import { hideSeq } from './visibility'

/**
 * A new conversation: all of its first members are there from seq 1 on.
 * @throws KithError `invalid` when nobody else is in it, unless it may begin `alone`, as the others are to agree first
 */
export function found(
  kind: 'direct' | 'group',
  founderId: UserId,
  userIds: readonly UserId[],
  {
    name = null,
    pictureId = null,
    alone = false,
  }: { name?: string | null; pictureId?: PictureId | null; alone?: boolean },
): Decision {
  const others = [...new Set(userIds)].filter((userId) => userId !== founderId)
  if (others.length === 0 && !alone) throw new KithError('invalid', 'Choose at least one other person.')
  const founder = newMember(founderId, kind === 'group' ? 'owner' : 'member', 1)
  return {
    group: {
      kind,
      shared: {
        name,
        pictureId,
        pastOpen: false,
        receiptsShown: true,
        closed: false,
        disappearAfterMs: null,
        endsAt: null,
        report: null,
        changedSeq: 1,
      },
      over: false,
      lastSeq: 1,
      members: [founder, ...others.map((userId) => newMember(userId, 'member', 1))],
    },
    steps: [{ seq: 1, kind: 'conversation:created', userId: null }],
  }
}

/** A new group, which begins with what its owner sets, each said by an event of its own. @throws KithError as `found` */
export function foundGroup(
  ownerId: UserId,
  userIds: readonly UserId[],
  { name, pictureId, alone = false, ...set }: NewGroup & { readonly alone?: boolean },
): Decision {
  const founded = found('group', ownerId, userIds, { name, pictureId, alone })
  const { group, steps } = changeGroup(founded.group, ownerId, set)
  return { group, steps: [...founded.steps, ...steps] }
}

export interface NewGroup extends Pick<GroupChange, 'disappearAfterMs' | 'endsAt'> {
  readonly name: string
  readonly pictureId: PictureId | null
}

/** Of a new chat, `userId` is shown nothing, as one of the two blocks the other. Null: neither does. */
export function keptOut(decision: Decision, userId: UserId | null): Decision {
  const members = decision.group.members.map((member) =>
    member.userId === userId ? { ...member, intervals: hideSeq(member.intervals, 1) } : member,
  )
  return { ...decision, group: { ...decision.group, members } }
}
