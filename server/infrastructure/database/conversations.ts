import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { Conversations } from '@/server/application/ports'
import { addMembers, requireRoom } from '@/server/domain/add-members'
import { changeGroup } from '@/server/domain/change-group'
import { KithError, notFound } from '@/server/domain/errors'
import { foundGroup } from '@/server/domain/found'
import type { Group } from '@/server/domain/group'
import { removeMember } from '@/server/domain/remove-member'
import { setRole } from '@/server/domain/set-role'
import { changeUnderLock } from './conversations/change'
import { clear, clearing } from './conversations/clear'
import { storeFounded } from './conversations/found'
import { forMember, members, others } from './conversations/load'
import { lockOutBlockers } from './conversations/lock-pair'
import { openDirect } from './conversations/open-direct'
import { setPrivateState } from './conversations/private-state'
import { sqlErrorOf } from './sql-errors'
import { inTransaction } from './transaction'

export function databaseConversations(pool: pg.Pool): Conversations {
  return {
    openDirect: (userId, otherId) => openDirect(pool, userId, otherId).catch(refuseUnknown),
    createGroup: async (ownerId, { userIds, maxMembers, ...group }) => {
      requireRoom(new Set([ownerId, ...userIds]).size, maxMembers)
      const founding = inTransaction(pool, async (client) => {
        const notAdded = await lockOutBlockers(client, ownerId, userIds)
        const decision = foundGroup(ownerId, without(userIds, notAdded), group)
        const founded = await storeFounded(client, ownerId, decision, null)
        if (founded === null) throw new Error('A group has no pair.')
        return { ...founded, notAdded }
      })
      return founding.catch(refuseUnknown)
    },
    change: (actorId, id, change) =>
      changeUnderLock(pool, actorId, id, (group) => changeGroup(group, actorId, change)).catch(refuseUnknown),
    addMembers: async (actorId, id, userIds, maxMembers) => {
      let notAdded: readonly UserId[] = []
      const lock = async (client: pg.PoolClient) => {
        notAdded = await lockOutBlockers(client, actorId, userIds)
      }
      const decide = (group: Group) => addMembers(group, actorId, without(userIds, notAdded), maxMembers)
      const change = await changeUnderLock(pool, actorId, id, decide, lock).catch(refuseUnknown)
      return { ...change, notAdded }
    },
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

const without = (userIds: readonly UserId[], others: readonly UserId[]) =>
  userIds.filter((userId) => !others.includes(userId))

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
