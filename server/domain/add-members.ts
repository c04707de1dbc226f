import type { UserId } from '@/contracts/ids'
import { changeMember, managerIn, undecided } from './decide'
import { KithError, notFound } from './errors'
import { type Decision, type Group, newMember } from './group'
import { beginStay } from './visibility'

/** Who is in it already stays as they are. @throws KithError as `managerIn`, and `full` */
export function addMembers(group: Group, actorId: UserId, userIds: readonly UserId[], maxMembers: number): Decision {
  managerIn(group, actorId)
  const active = new Set(group.members.filter((member) => member.active).map(({ userId }) => userId))
  const joining = [...new Set(userIds)].filter((userId) => !active.has(userId))
  requireRoom(active.size + joining.length, maxMembers)
  return joining.reduce(join, undecided(group))
}

/** Who was invited, and agrees. @throws KithError `not_found`, `closed`, `full` */
export function joinGroup(group: Group, userId: UserId, maxMembers: number): Decision {
  if (group.kind === 'direct') throw notFound('invitation')
  if (group.shared.closed || group.over) throw new KithError('closed', 'This group is closed: nobody can join it.')
  const active = group.members.filter((member) => member.active)
  if (active.some((member) => member.userId === userId)) return undecided(group)
  if (active.length >= maxMembers) throw new KithError('full', 'This group is full. Ask its admins to make room.')
  return join(undecided(group), userId)
}

/** @throws KithError `full` */
export function requireRoom(members: number, maxMembers: number): void {
  if (members <= maxMembers) return
  throw new KithError('full', `A group can have at most ${maxMembers} members. Choose fewer people.`)
}

function join(decision: Decision, userId: UserId): Decision {
  const { lastSeq, members, shared } = decision.group
  const seq = lastSeq + 1
  const earlier = members.find((member) => member.userId === userId)
  return changeMember(decision, 'member:joined', {
    ...newMember(userId, 'member', seq),
    intervals: beginStay(earlier?.intervals ?? [], shared.pastOpen ? 1 : seq),
    clearedTo: earlier?.clearedTo ?? 0,
  })
}
