import type pg from 'pg'
import type { PrivacyChange, PrivacySettings } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Privacy } from '@/server/application/privacy-ports'
import { notFound } from '@/server/domain/errors'
import { type Audience, isMutual, PRIVACY_TOPICS, type PrivacyTopic } from '@/server/domain/privacy'
import { prepared } from './prepared'
import { sqlErrorOf } from './sql-errors'
import { inTransaction } from './transaction'

const STORED = {
  lastSeen: 'last_seen',
  picture: 'picture',
  about: 'about',
  receipts: 'receipts',
  typing: 'typing',
  chats: 'chats',
  groups: 'groups',
} as const satisfies Record<PrivacyTopic, string>

/**
 * The rule of domain/privacy.ts. `owner` and `viewer` are rows of users; everybody sees their own.
 * What is mutual is asked in both directions.
 */
export function maySee(topic: PrivacyTopic, owner: string, viewer: string): string {
  const shown = isMutual(topic) ? bothShow(topic, owner, viewer) : shows(topic, owner, viewer)
  return `(${owner}.id = ${viewer}.id OR NOT ${blocked(owner, viewer)} AND NOT ${blocked(viewer, owner)} AND ${shown})`
}

/** As two people have decided about each other, whether or not one blocks the other. */
export const bothShow = (topic: PrivacyTopic, one: string, other: string): string =>
  `(${shows(topic, one, other)} AND ${shows(topic, other, one)})`

const blocked = (one: string, other: string) =>
  `EXISTS (SELECT FROM blocks b WHERE b.user_id = ${one}.id AND b.blocked_id = ${other}.id)`

export const shows = (topic: PrivacyTopic, owner: string, viewer: string) => `coalesce(
    (SELECT x.allowed FROM privacy_exceptions x
      WHERE x.owner_id = ${owner}.id AND x.user_id = ${viewer}.id AND x.topic = '${STORED[topic]}'),
    CASE ${owner}.${STORED[topic]}_audience WHEN 'everybody' THEN true WHEN 'nobody' THEN false
      ELSE EXISTS (SELECT FROM contacts k WHERE k.owner_id = ${owner}.id AND k.user_id = ${viewer}.id) END)`

const READ = prepared(
  'privacy-read',
  `SELECT ${PRIVACY_TOPICS.map((topic) => `u.${STORED[topic]}_audience AS "${topic}"`).join(', ')},
    coalesce((SELECT jsonb_agg(jsonb_build_object('topic', x.topic, 'userId', x.user_id::text, 'allowed', x.allowed)
      ORDER BY x.user_id) FROM privacy_exceptions x WHERE x.owner_id = u.id), '[]') AS exceptions
  FROM users u WHERE u.id = $1`,
)

const ALLOWED = Object.fromEntries(
  PRIVACY_TOPICS.map((topic) => [
    topic,
    prepared(
      `privacy-allowed-${STORED[topic]}`,
      `SELECT viewer.id::text FROM users owner JOIN users viewer ON viewer.id = ANY($2::bigint[])
      WHERE owner.id = $1 AND ${maySee(topic, 'owner', 'viewer')}`,
    ),
  ]),
) as Record<PrivacyTopic, ReturnType<typeof prepared>>

export function databasePrivacy(pool: pg.Pool): Privacy {
  return {
    read: (userId) => read(pool, userId),
    change: (userId, change) => changePrivacy(pool, userId, change).catch(refuseUnknown),
    async allowed(topic, ownerId, viewerIds) {
      if (viewerIds.length === 0) return []
      const { rows } = await pool.query<{ id: UserId }>(ALLOWED[topic]([ownerId, viewerIds]))
      return rows.map(({ id }) => id)
    },
    async seenAnew(userIds) {
      await pool.query(
        `UPDATE users SET profile_version = profile_version + 1 WHERE id IN (
          SELECT id FROM users WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE)`,
        [userIds],
      )
    },
  }
}

type Row = Record<PrivacyTopic, Audience> & {
  readonly exceptions: readonly { topic: string; userId: UserId; allowed: boolean }[]
}

async function read(client: Pick<pg.Pool, 'query'>, userId: UserId): Promise<PrivacySettings> {
  const { rows } = await client.query<Row>(READ([userId]))
  const [row] = rows
  if (row === undefined) throw notFound('user')
  const of = (topic: PrivacyTopic) => ({
    audience: row[topic],
    exceptions: row.exceptions.flatMap(({ topic: stored, userId: id, allowed }) =>
      stored === STORED[topic] ? [{ userId: id, allowed }] : [],
    ),
  })
  return {
    lastSeen: of('lastSeen'),
    picture: of('picture'),
    about: of('about'),
    receipts: of('receipts'),
    typing: of('typing'),
    chats: of('chats'),
    groups: of('groups'),
  }
}

// The user's row is written first: two devices that change the same take turns.
function changePrivacy(pool: pg.Pool, userId: UserId, { topic, audience, exceptions }: PrivacyChange) {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      `UPDATE users SET ${STORED[topic]}_audience = $2, private_version = private_version + 1,
        profile_version = profile_version + 1 WHERE id = $1 RETURNING private_version AS version`,
      [userId, audience],
    )
    if (rows[0] === undefined) throw notFound('user')
    await client.query('DELETE FROM privacy_exceptions WHERE owner_id = $1 AND topic = $2', [userId, STORED[topic]])
    await client.query(
      `INSERT INTO privacy_exceptions (owner_id, user_id, topic, allowed)
      SELECT $1, x.user_id, $2, x.allowed FROM unnest($3::bigint[], $4::bool[]) AS x (user_id, allowed)`,
      [userId, STORED[topic], exceptions.map((one) => one.userId), exceptions.map((one) => one.allowed)],
    )
    return { settings: await read(client, userId), privateVersion: rows[0].version }
  })
}

const FOREIGN_KEY_VIOLATION = '23503'

function refuseUnknown(error: unknown): never {
  throw sqlErrorOf(error)?.code === FOREIGN_KEY_VIOLATION ? notFound('person') : error
}
