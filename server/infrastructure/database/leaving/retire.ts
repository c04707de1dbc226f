import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { Retired } from '@/server/application/leaving-ports'
import { DELETED_NAME, deletedUserName } from '@/server/domain/deleted-account'
import { KithError, notFound } from '@/server/domain/errors'
import { TAKE_TURNS } from '../take-turns'
import { inTransaction } from '../transaction'

// Waits for those who just let the account into a chat; who comes later finds it deleted.
const PRESENT = `
  SELECT deleted_at IS NOT NULL AS deleted, picture_id, role = 'admin' AND NOT EXISTS (
    SELECT FROM users o WHERE o.role = 'admin' AND o.deleted_at IS NULL AND o.id <> u.id) AS only_admin
  FROM users u WHERE id = $1 FOR UPDATE`

// The key stays: whoever took the userName would seem to be them.
const SCRUB = `
  UPDATE users SET deleted_at = now(), takes_messages = $2, full_name = $3, user_name = $4, search_key = '', about = '',
    picture_id = NULL, password_hash = '', role = 'user', last_seen_at = NULL, profile_version = profile_version + 1
  WHERE id = $1 RETURNING profile_version AS version`

const RELEASE_PICTURE = `
  DELETE FROM pictures WHERE id = $1 AND NOT EXISTS (SELECT FROM users WHERE picture_id = $1)
    AND NOT EXISTS (SELECT FROM conversations WHERE picture_id = $1)`

interface Row {
  readonly deleted: boolean
  readonly picture_id: string | null
  readonly only_admin: boolean
}

/** @throws KithError `not_allowed`, `not_found` */
export function retire(pool: pg.Pool, userId: UserId, messages: boolean): Promise<Retired | null> {
  return inTransaction(pool, async (client) => {
    await client.query(TAKE_TURNS)
    const [row] = (await client.query<Row>(PRESENT, [userId])).rows
    if (row === undefined) throw notFound('account')
    if (row.deleted) return null
    if (row.only_admin) {
      throw new KithError(
        'not_allowed',
        'You are this server’s only admin, and it can’t be without one. Make somebody else an admin first.',
      )
    }
    return await scrub(client, userId, messages, row.picture_id)
  })
}

async function scrub(client: pg.PoolClient, id: UserId, messages: boolean, pictureId: string | null): Promise<Retired> {
  const userName = deletedUserName(id)
  const { rows } = await client.query<{ version: number }>(SCRUB, [id, messages, DELETED_NAME, userName])
  const sessions = await client.query<{ id: string }>('DELETE FROM sessions WHERE user_id = $1 RETURNING id', [id])
  if (pictureId !== null) await client.query(RELEASE_PICTURE, [pictureId])
  const version = rows[0]?.version ?? 0
  return {
    profile: { id, userName, fullName: DELETED_NAME, about: '', pictureId: null, version },
    sessionIds: sessions.rows.map((session) => session.id),
  }
}
