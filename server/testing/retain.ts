import type pg from 'pg'
import type { ConversationId } from '@/contracts/ids'
import type { Committed } from '@/server/application/log-ports'
import type { RetentionSetting } from '@/server/application/retention-ports'
import { databaseErasing } from '@/server/infrastructure/database/erasing'
import { databaseRetention } from '@/server/infrastructure/database/retention'
import { erase } from '@/server/infrastructure/memory/erase-expired'
import { before } from '@/server/infrastructure/memory/erase-files'
import type { MemoryWorld } from '@/server/infrastructure/memory/memory-world'
import { memoryRetention } from '@/server/infrastructure/memory/retention'

/** What a contract suite of retention plays on, besides conversations. */
export interface RetentionStage {
  readonly retention: RetentionSetting
  /** Everything in the conversation was said so many days earlier. */
  age(conversationId: ConversationId, days: number): Promise<void>
  /** Erases what is due there, to the end. Answers what its members are told. */
  eraseOld(conversationId: ConversationId): Promise<readonly Committed[]>
}

export function retainInDatabase(pool: pg.Pool): RetentionStage {
  const erasing = databaseErasing(pool)
  return {
    retention: databaseRetention(pool),
    age: (id, days) => ageInDatabase(pool, id, days),
    async eraseOld(id) {
      const committed: Committed[] = []
      for (let more = true; more; ) {
        const erased = await erasing.erase(id)
        committed.push(...erased.committed)
        more = erased.more
      }
      return committed
    },
  }
}

export async function ageInDatabase(pool: pg.Pool, id: ConversationId, days: number): Promise<void> {
  await pool.query(
    `WITH older AS (
      UPDATE messages SET sent_at = sent_at - $2 * interval '1 day'
      WHERE id IN (SELECT message_id FROM placements WHERE conversation_id = $1)
    ) UPDATE log SET at = at - $2 * interval '1 day' WHERE conversation_id = $1`,
    [id, days],
  )
}

export function retainInMemory(world: MemoryWorld): RetentionStage {
  return {
    retention: memoryRetention(world),
    async age(id, days) {
      const conversation = world.conversations.get(id)
      if (conversation === undefined) return
      const { log } = conversation
      log.splice(0, log.length, ...log.map((row) => ({ ...row, at: before(row.at, days) })))
      for (const message of [...world.messages.values()]) {
        if (!message.placements.some(({ conversationId }) => conversationId === id)) continue
        world.messages.set(message.id, { ...message, sentAt: before(message.sentAt, days) })
      }
    },
    eraseOld: async (id) => erase(world, id),
  }
}
