import type { MemberRole } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { activeIn, changeMember, managerIn, undecided } from './decide'
import { KithError } from './errors'
import type { Decision, Group } from './group'
import { maySetRole } from './roles'

/**
 * `owner` hands the group over: the giver becomes an admin.
 * @throws KithError as `managerIn`; `not_found` for who isn't in it; `not_allowed`
 */
export function setRole(group: Group, actorId: UserId, userId: UserId, role: MemberRole): Decision {
  const actor = managerIn(group, actorId)
  const target = activeIn(group, userId)
  if (target.role === role) return undecided(group)
  if (!maySetRole(actor.role, target.role, role)) {
    throw new KithError('not_allowed', 'Only the owner of the group can do this.')
  }
  if (target.role === 'owner') {
    throw new KithError('not_allowed', 'A group needs an owner. Hand it over to somebody else instead.')
  }
  const given = changeMember(undecided(group), 'member:roleChanged', { ...target, role })
  return role === 'owner' ? changeMember(given, 'member:roleChanged', { ...actor, role: 'admin' }) : given
}
