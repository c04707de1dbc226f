import type { UserId } from '@/contracts/ids'
import { KithError, notFound } from './errors'
import type { Decision, Group, GroupKind, GroupMember, SharedState, Step } from './group'
import { waiting } from './refuse-send'
import { mayManage } from './roles'

/** The first part of every decision: nothing has happened yet. */
export function undecided(group: Group): Decision {
  return { group, steps: [] }
}

/** The member who asks for a change. @throws KithError `not_found` for strangers, `not_allowed`, `closed` */
export function actorIn(group: Group, actorId: UserId): GroupMember {
  const actor = group.members.find(({ userId }) => userId === actorId)
  if (actor === undefined) throw notFound('conversation')
  if (group.kind === 'direct') throw new KithError('not_allowed', 'This can be done in groups only.')
  requireOpen(group, actor)
  return actor
}

function requireOpen(group: Group, actor: GroupMember): void {
  if (!actor.active) throw new KithError('not_allowed', 'You are not in this group any more.')
  if (group.shared.closed || group.over) throw new KithError('closed', 'This group is closed: it can only be read.')
}

/** Who may set what both sides of a chat of two may. @throws KithError as `managerIn` */
export function setterIn(group: Group, actorId: UserId): GroupMember {
  if (group.kind === 'group') return managerIn(group, actorId)
  const actor = group.members.find(({ userId }) => userId === actorId)
  if (actor === undefined) throw notFound('conversation')
  requireOpen(group, actor)
  if (group.waitsFor === actorId) throw waiting()
  return actor
}

/** @throws KithError as `actorIn`, and `not_allowed` for plain members */
export function managerIn(group: Group, actorId: UserId): GroupMember {
  const actor = actorIn(group, actorId)
  if (!mayManage(actor.role)) throw new KithError('not_allowed', 'Only admins of the group can do this.')
  return actor
}

/** @throws KithError `not_found` */
export function activeIn(group: Group, userId: UserId): GroupMember {
  const member = group.members.find((other) => other.userId === userId && other.active)
  if (member === undefined) throw notFound('member')
  return member
}

/** Takes the next seq for a change of what all share. */
export function changeShared(
  { group, steps }: Decision,
  kind: GroupKind,
  change: Partial<SharedState>,
  more: Pick<Step, 'setTo'> = {},
): Decision {
  const seq = group.lastSeq + 1
  return {
    group: { ...group, lastSeq: seq, shared: { ...group.shared, ...change, changedSeq: seq } },
    steps: [...steps, { seq, kind, userId: null, ...more }],
  }
}

/** Takes the next seq for a change of one member, who may be new. */
export function changeMember({ group, steps }: Decision, kind: GroupKind, member: GroupMember): Decision {
  const seq = group.lastSeq + 1
  const changed = { ...member, changedSeq: seq }
  const known = group.members.some(({ userId }) => userId === member.userId)
  const members = known
    ? group.members.map((other) => (other.userId === member.userId ? changed : other))
    : [...group.members, changed]
  return {
    group: { ...group, lastSeq: seq, members },
    steps: [...steps, { seq, kind, userId: member.userId }],
  }
}
