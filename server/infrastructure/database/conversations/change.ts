import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { ConversationChange } from '@/server/application/log-ports'
import type { Decision, Group } from '@/server/domain/group'
import { settleReceipts } from '../receipts'
import { retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { loadGroup } from './load'
import { storeDecision } from './store-decision'

const NOTHING = { committed: [], concerned: [], left: false, shownAgain: false }

/**
 * Decides under the conversation's lock, and stores what was decided. Who leaves isn't waited for any more: receipts
 * are counted after the commit, with a snapshot that also has the marks that moved meanwhile.
 */
export async function changeUnderLock(
  pool: pg.Pool,
  actorId: UserId,
  conversationId: ConversationId,
  decide: (group: Group) => Decision,
): Promise<ConversationChange> {
  const { committed, concerned, left, shownAgain } = await retryCollisions(() =>
    withConversationsLocked(pool, [conversationId], async (client) => {
      const { identity, group } = await loadGroup(client, conversationId)
      const decision = decide(group)
      if (decision.steps.length === 0) return NOTHING
      const { at, concerned } = await storeDecision(client, conversationId, actorId, decision)
      return {
        committed: committedOf(identity, decision, actorId, at),
        concerned,
        left: decision.steps.some(({ kind }) => kind === 'member:left'),
        shownAgain: decision.group.shared.receiptsShown && !group.shared.receiptsShown,
      }
    }),
  )
  const settles = left || shownAgain
  return {
    committed,
    ...(concerned.length > 0 && { concerned }),
    receipts: settles ? await settleReceipts(pool, [], [conversationId], shownAgain) : [],
  }
}
