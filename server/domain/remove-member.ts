import type { UserId } from '@/contracts/ids'
import { activeIn, actorIn, changeMember, changeShared, undecided } from './decide'
import { KithError } from './errors'
import { type Decision, type Group, type GroupMember, membersShownTo } from './group'
import { heirAmong, mayRemove } from './roles'
import { endStay } from './visibility'

/**
 * Leaving is removing oneself. An owner who leaves hands the group over first; when one is left, the group closes.
 * @throws KithError as `actorIn`; `not_found` for who isn't in it; `not_allowed`
 */
export function removeMember(group: Group, actorId: UserId, userId: UserId): Decision {
  const actor = actorIn(group, actorId)
  const target = activeIn(group, userId)
  if (actorId !== userId && !mayRemove(actor.role, target.role)) {
    throw new KithError('not_allowed', "You can't remove this member. Ask the group's owner.")
  }
  return closeIfLonely(leave(handOver(undecided(group), target), userId))
}

function handOver(decision: Decision, leaver: GroupMember): Decision {
  const others = decision.group.members.filter(({ active, userId }) => active && userId !== leaver.userId)
  const heir = leaver.role === 'owner' && others.length > 1 ? heirAmong(others) : undefined
  return heir === undefined ? decision : changeMember(decision, 'member:roleChanged', { ...heir, role: 'owner' })
}

function leave(decision: Decision, userId: UserId): Decision {
  const member = activeIn(decision.group, userId)
  const gone: GroupMember = {
    ...member,
    role: 'member',
    active: false,
    intervals: endStay(member.intervals, decision.group.lastSeq + 1),
  }
  return freeze(changeMember(decision, 'member:left', gone), userId)
}

/** Keeps for the one who leaves what the group is now: they are shown nothing of what comes. */
function freeze({ group, steps }: Decision, userId: UserId): Decision {
  const members = group.members.map((member) =>
    member.userId === userId
      ? { ...member, ended: { shared: group.shared, members: membersShownTo(member, group.members) } }
      : member,
  )
  return { group: { ...group, members }, steps }
}

function closeIfLonely(decision: Decision): Decision {
  const left = decision.group.members.filter(({ active }) => active).length
  return left > 1 ? decision : changeShared(decision, 'conversation:closed', { closed: true })
}
