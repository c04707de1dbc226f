import type pg from 'pg'
import type { MessageId } from '@/contracts/ids'

/** Seqs, or messages, that one transaction erases: sends to the conversation wait for so many at most. */
export const BATCH = 500

/**
 * The end of a statement whose part `gone` answers the messages that lost a place. A message's row is waited for: of two
 * places that are erased at once, the later one finds that it was the last.
 */
export const UNPLACED = `locked AS MATERIALIZED (
    SELECT id FROM messages WHERE id IN (SELECT message_id FROM gone) ORDER BY id FOR UPDATE
  )
  UPDATE messages m SET placed = placed - 1 FROM locked WHERE m.id = locked.id RETURNING m.id`

export async function unplacedBy(
  client: pg.PoolClient,
  statement: pg.QueryConfig<unknown[]>,
): Promise<readonly MessageId[]> {
  const { rows } = await client.query<{ id: MessageId }>(statement)
  return rows.map(({ id }) => id)
}
