import type pg from 'pg'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { Committed } from '@/server/application/log-ports'
import { databaseErasing } from '@/server/infrastructure/database/erasing'
import { erase } from '@/server/infrastructure/memory/erase-expired'
import type { MemoryWorld } from '@/server/infrastructure/memory/memory-world'

/** Erases whatever has a timer in the conversation, and ends it if it has an end, as if that were over. Answers what its members are told. */
export type Expire = (conversationId: ConversationId) => Promise<readonly Committed[]>

export function expireInDatabase(pool: pg.Pool): Expire {
  const erasing = databaseErasing(pool)
  return async (id) => {
    await timesUp(pool, id)
    return (await erasing.erase(id)).committed
  }
}

/** What has a timer there has expired, and waits to be erased: only these seqs of it, if any are named. */
export async function timesUp(pool: pg.Pool, id: ConversationId, seqs: readonly Seq[] | null = null): Promise<void> {
  await pool.query(
    `WITH expired AS (
      UPDATE placements SET expires_at = 'epoch' WHERE conversation_id = $1 AND expires_at IS NOT NULL
        AND ($2::int[] IS NULL OR seq = ANY($2)) RETURNING seq
    ) UPDATE conversations SET erase_at = 'epoch', ends_at = CASE WHEN ends_at IS NOT NULL THEN 'epoch'::timestamptz END
    WHERE id = $1 AND (ends_at IS NOT NULL OR EXISTS (SELECT FROM expired))`,
    [id, seqs],
  )
}

export function expireInMemory(world: MemoryWorld): Expire {
  return async (id) => erase(world, id, '9999-12-31T00:00:00.000Z')
}
