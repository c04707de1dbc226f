import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { NotificationSettings } from '@/contracts/push'
import type { NotificationChange, Notifications } from '@/server/application/notification-ports'
import { notFound } from '@/server/domain/errors'
import { queueOf, TELL_DEVICE } from '../jobs/names'
import { deviceView, summaryView } from './notifications/device-view'
import { type SettingsRow, settingsOf } from './notifications/settings'
import { databaseShown } from './notifications/shown'
import { type UnreadRow, unreadChatOf, unreadChats } from './notifications/unread'
import { pictureOf } from './profile'
import { VALID_SESSION } from './valid-session'

const ATTEMPTS = 8

const TO_WEIGH = unreadChats('p.seq > m.pushed', 'c.last_seq > greatest(m.read, m.pushed)')

// In the order of their keys, as marks are moved. Jobs name what is told, never say it.
const WEIGHED = `
  WITH chats AS (
    SELECT * FROM unnest($2::bigint[], $3::int[], $4::int[], $5::bool[]) AS i (conversation_id, was, up_to, tell)
  ), locked AS MATERIALIZED (
    SELECT m.conversation_id, m.user_id, i.up_to, i.tell
    FROM chats i JOIN members m ON m.conversation_id = i.conversation_id AND m.user_id = $1 AND m.pushed = i.was
    ORDER BY m.conversation_id FOR NO KEY UPDATE OF m
  ), noted AS (
    UPDATE members m SET pushed = o.up_to FROM locked o
    WHERE m.conversation_id = o.conversation_id AND m.user_id = o.user_id
  ), over AS (
    DELETE FROM push_subscriptions s USING sessions z WHERE z.id = s.session_id AND z.user_id = $1 AND NOT (${VALID_SESSION})
  )
  SELECT graphile_worker.add_job('${TELL_DEVICE}', json_build_object('sessionId', s.session_id::text,
      'conversationId', o.conversation_id::text, 'silent', false),
    job_key := concat_ws(' ', '${TELL_DEVICE}', s.session_id, o.conversation_id), queue_name := ${queueOf('s')}, max_attempts := ${ATTEMPTS})
  FROM locked o
  JOIN sessions z ON z.user_id = $1 AND ${VALID_SESSION}
  JOIN push_subscriptions s ON s.session_id = z.id
  WHERE o.tell`

const FACE = `
  SELECT coalesce(k.name, u.full_name) AS "senderName", CASE WHEN c.kind = 'group' THEN c.name END AS "groupName",
    CASE WHEN c.kind = 'group' THEN c.picture_id ELSE ${pictureOf('u', 'viewer')} END AS "pictureId"
  FROM conversations c JOIN users u ON u.id = $3 JOIN users viewer ON viewer.id = $1 LEFT JOIN contacts k ON k.owner_id = $1 AND k.user_id = u.id
  WHERE c.id = $2`

type Face = Awaited<ReturnType<Notifications['face']>>

export function databaseNotifications(pool: pg.Pool): Notifications {
  return {
    ...databaseShown(pool),
    settings: (userId) => settings(pool, userId),
    changeSettings: (userId, change) => changeSettings(pool, userId, change),
    async toWeigh(userId) {
      const { rows } = await pool.query<UnreadRow>({ name: 'to-weigh', text: TO_WEIGH, values: [userId] })
      return rows.map((row) => ({ ...unreadChatOf(row), from: row.pushed, to: row.last_seq }))
    },
    async weighed(userId, chats) {
      const column = <K extends keyof (typeof chats)[number]>(key: K) => chats.map((chat) => chat[key])
      await pool.query(WEIGHED, [userId, column('conversationId'), column('from'), column('to'), column('tell')])
    },
    forDevice: (sessionId, conversationId) => deviceView(pool, sessionId, conversationId),
    forSummary: (sessionId) => summaryView(pool, sessionId),
    async face(userId, conversationId, senderId) {
      const { rows } = await pool.query<Face>(FACE, [userId, conversationId, senderId])
      const [row] = rows
      if (row === undefined) throw notFound('conversation')
      return row
    },
  }
}

async function settings(pool: pg.Pool, userId: UserId): Promise<NotificationSettings> {
  const { rows } = await pool.query<SettingsRow>(
    'SELECT hide_content, quiet_from, quiet_to, quiet_zone FROM users WHERE id = $1',
    [userId],
  )
  const [row] = rows
  if (row === undefined) throw notFound('user')
  return settingsOf(row)
}

async function changeSettings(pool: pg.Pool, userId: UserId, { hideContent, quiet }: NotificationChange) {
  const { rows } = await pool.query<SettingsRow>(
    `UPDATE users SET hide_content = coalesce($2::bool, hide_content),
      quiet_from = CASE WHEN $3::bool THEN $4::smallint ELSE quiet_from END,
      quiet_to = CASE WHEN $3::bool THEN $5::smallint ELSE quiet_to END,
      quiet_zone = CASE WHEN $3::bool THEN $6 ELSE quiet_zone END
    WHERE id = $1 RETURNING hide_content, quiet_from, quiet_to, quiet_zone`,
    [userId, hideContent ?? null, quiet !== undefined, quiet?.from, quiet?.to, quiet?.zone],
  )
  const [row] = rows
  if (row === undefined) throw notFound('user')
  return settingsOf(row)
}
