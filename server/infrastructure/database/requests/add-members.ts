import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { Added, PrivateVersion } from '@/server/application/log-ports'
import { addMembers, requireRoom } from '@/server/domain/add-members'
import { managerIn } from '@/server/domain/decide'
import { foundGroup, type NewGroup } from '@/server/domain/found'
import { nobodyAdded } from '@/server/domain/refuse-adding'
import { storeFounded } from '../conversations/found'
import { loadGroup } from '../conversations/load'
import { lockOutBlockers } from '../conversations/lock-pair'
import { storeDecision } from '../conversations/store-decision'
import { prepared } from '../prepared'
import { retryCollisions } from '../sql-errors'
import { inTransaction, lockConversations } from '../transaction'
import { concerned } from './settle-invitations'
import { whoJoins } from './who-joins'

const INVITE = prepared(
  'invite',
  `INSERT INTO invitations (conversation_id, user_id, by_id, at)
  SELECT $1, id, $2, date_trunc('milliseconds', clock_timestamp()) FROM unnest($3::bigint[]) AS i (id) ORDER BY id
  ON CONFLICT DO NOTHING`,
)

/** Under the locks of the pairs, the group and the people; who is to agree first is invited. */
export function addOrInvite(
  pool: pg.Pool,
  actorId: UserId,
  conversationId: ConversationId,
  userIds: readonly UserId[],
  maxMembers: number,
): Promise<Added> {
  return retryCollisions(() =>
    inTransaction(pool, async (client) => {
      await lockOutBlockers(client, actorId, userIds)
      await lockConversations(client, [conversationId])
      const { identity, group } = await loadGroup(client, conversationId)
      managerIn(group, actorId)
      const active = new Set(group.members.flatMap((member) => (member.active ? member.userId : [])))
      const { added, invited, notAdded } = await whoJoins(
        client,
        actorId,
        userIds.filter((id) => !active.has(id)),
      )
      requireRoom(active.size + added.length + invited.length, maxMembers)
      const decision = addMembers(group, actorId, added, maxMembers)
      const happened = decision.steps.length > 0 ? await storeDecision(client, conversationId, actorId, decision) : null
      return {
        committed: happened === null ? [] : committedOf(identity, decision, actorId, happened.at),
        receipts: [],
        concerned: [...(happened?.concerned ?? []), ...(await invite(client, actorId, conversationId, invited))],
        invited,
        notAdded,
      }
    }),
  )
}

interface GroupToBe extends NewGroup {
  readonly userIds: readonly UserId[]
  readonly maxMembers: number
}

/** As adding people to it: it may begin with its owner alone. */
export function createGroup(pool: pg.Pool, ownerId: UserId, { userIds, maxMembers, ...group }: GroupToBe) {
  return retryCollisions(() =>
    inTransaction(pool, async (client) => {
      const others = userIds.filter((id) => id !== ownerId)
      await lockOutBlockers(client, ownerId, others)
      const { added, invited, notAdded } = await whoJoins(client, ownerId, others)
      if (added.length + invited.length === 0 && notAdded.length > 0) throw nobodyAdded()
      const decision = foundGroup(ownerId, added, { ...group, alone: invited.length > 0 })
      requireRoom(decision.group.members.length + invited.length, maxMembers)
      const founded = await storeFounded(client, ownerId, decision, null)
      if (founded === null) throw new Error('A group has no pair.')
      return {
        ...founded,
        concerned: await invite(client, ownerId, founded.conversationId, invited),
        invited,
        notAdded,
      }
    }),
  )
}

async function invite(
  client: pg.PoolClient,
  byId: UserId,
  conversationId: ConversationId,
  userIds: readonly UserId[],
): Promise<readonly PrivateVersion[]> {
  if (userIds.length === 0) return []
  await client.query(INVITE([conversationId, byId, userIds]))
  return concerned(client, conversationId, userIds, true)
}
