import type pg from 'pg'
import type { Conversations } from '@/server/application/log-ports'
import { changeGroup } from '@/server/domain/change-group'
import { KithError, notFound } from '@/server/domain/errors'
import { removeMember } from '@/server/domain/remove-member'
import { setRole } from '@/server/domain/set-role'
import { changeUnderLock } from './conversations/change'
import { clear, clearing } from './conversations/clear'
import { forMember, members, others } from './conversations/load'
import { openDirect } from './conversations/open-direct'
import { setPrivateState } from './conversations/private-state'
import { addOrInvite, createGroup } from './requests/add-members'
import { sqlErrorOf } from './sql-errors'

export function databaseConversations(pool: pg.Pool): Conversations {
  return {
    openDirect: (userId, otherId) => openDirect(pool, userId, otherId).catch(refuseUnknown),
    createGroup: (ownerId, group) => createGroup(pool, ownerId, group).catch(refuseUnknown),
    change: (actorId, id, change) =>
      changeUnderLock(pool, actorId, id, (group) => changeGroup(group, actorId, change)).catch(refuseUnknown),
    addMembers: (actorId, id, userIds, maxMembers) =>
      addOrInvite(pool, actorId, id, userIds, maxMembers).catch(refuseUnknown),
    removeMember: (actorId, id, userId) =>
      changeUnderLock(pool, actorId, id, (group) => removeMember(group, actorId, userId)),
    setRole: (actorId, id, userId, role) =>
      changeUnderLock(pool, actorId, id, (group) => setRole(group, actorId, userId, role)),
    members: (userId, id) => members(pool, userId, id),
    setPrivateState: (userId, input) => setPrivateState(pool, userId, input),
    clear: (userId, id, forGood) => clear(pool, userId, id, forGood),
    clearing: (userId, id) => clearing(pool, userId, id),
    others: (userId, id) => others(pool, userId, id),
    forMember: (userId, id) => forMember(pool, userId, id),
  }
}

const FOREIGN_KEY_VIOLATION = '23503'

/** The foreign keys know which people and pictures there are. */
function refuseUnknown(error: unknown): never {
  const refusal = sqlErrorOf(error)
  if (refusal?.code !== FOREIGN_KEY_VIOLATION) throw error
  if (refusal.constraint === 'conversations_picture_id_fkey') {
    throw new KithError('busy', 'The picture was taken away meanwhile. Choose it again.')
  }
  throw notFound('person')
}
