import type pg from 'pg'
import type { NewMessage } from '@/server/application/log-ports'
import { prepared } from '../prepared'

const NOTE_USED = prepared(
  'note-used-stickers',
  `INSERT INTO stickers_of_users (user_id, sticker_id, used_at)
  SELECT DISTINCT user_id, sticker_id, clock_timestamp() FROM unnest($1::bigint[], $2::bigint[]) AS i (user_id, sticker_id)
  ORDER BY user_id, sticker_id
  ON CONFLICT (user_id, sticker_id) DO UPDATE SET used_at = excluded.used_at`,
)

/** Of messages that were stored just now: what is refused, or was sent before, is no use. */
export async function noteUsedStickers(client: pg.PoolClient, messages: readonly NewMessage[]): Promise<void> {
  const used = messages.flatMap(({ senderId, attachments, forward }) =>
    forward ? [] : attachments.flatMap((one) => ('stickerId' in one ? [[senderId, one.stickerId] as const] : [])),
  )
  if (used.length === 0) return
  await client.query(NOTE_USED([used.map(([userId]) => userId), used.map(([, stickerId]) => stickerId)]))
}
