import type pg from 'pg'
import type { EndReport } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { Committed } from '@/server/application/log-ports'
import { endGroup } from '@/server/domain/end-group'
import { loadGroup } from '../conversations/load'
import { storeDecision } from '../conversations/store-decision'
import { prepared } from '../prepared'

const OVER = prepared(
  'is-over',
  `SELECT FROM conversations WHERE id = $1 AND ends_at <= clock_timestamp() AND ended_at IS NULL AND retired_at IS NULL`,
)
const END = prepared(
  'end-conversation',
  `WITH unsaid AS (
    UPDATE members SET draft = NULL, state_version = state_version + 1 WHERE conversation_id = $1 AND draft IS NOT NULL
  )
  UPDATE conversations SET ended_at = clock_timestamp() WHERE id = $1
  RETURNING ends_by AS by, ended_messages AS messages, ended_files AS files`,
)

/** Its end has come, and is still to be done. */
export async function isOver(client: pg.PoolClient, id: ConversationId): Promise<boolean> {
  return (await client.query(OVER([id]))).rowCount === 1
}

/** Closes what is over and has nothing left, and says how much was erased: by who had it so. */
export async function end(client: pg.PoolClient, id: ConversationId): Promise<readonly Committed[]> {
  const { rows } = await client.query<EndReport & { readonly by: UserId }>(END([id]))
  const [row] = rows
  if (row === undefined) return []
  const { by, messages, files } = row
  const { identity, group } = await loadGroup(client, id)
  const decision = endGroup(group, { messages, files })
  const { at } = await storeDecision(client, id, by, decision)
  return committedOf(identity, decision, by, at)
}
