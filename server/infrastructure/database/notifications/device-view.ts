import type pg from 'pg'
import type { ConversationId, SessionId, UserId } from '@/contracts/ids'
import type { DeviceView, SummaryView } from '@/server/application/notification-ports'
import { waits } from '../requests/asked'
import { VALID_SESSION } from '../valid-session'
import { unreadIn } from '../visible'
import { type SettingsRow, settingsOf } from './settings'
import { type UnreadRow, unreadChatOf, unreadChats } from './unread'

const DEVICE = `
  SELECT z.user_id, s.endpoint, s.p256dh, s.auth, u.hide_content, u.quiet_from, u.quiet_to, u.quiet_zone,
    (SELECT count(*)::int FROM members m CROSS JOIN ${unreadIn('m')} WHERE m.user_id = u.id AND NOT ${waits('m')}
      AND (m.muted_until IS NULL OR m.muted_until < now()) AND (m.marked_unread OR counted.unread > 0)) AS unread,
    (SELECT array_agg(m.conversation_id::text ORDER BY m.conversation_id) FROM members m CROSS JOIN ${unreadIn('m')}
      WHERE m.user_id = u.id AND NOT ${waits('m')} AND counted.unread > 0) AS waiting
  FROM sessions z JOIN push_subscriptions s ON s.session_id = z.id JOIN users u ON u.id = z.user_id
  WHERE z.id = $1 AND ${VALID_SESSION}`

const CHATS = unreadChats('p.seq <= m.pushed', 'c.last_seq > m.read')
const CHAT = unreadChats('p.seq <= m.pushed', 'm.conversation_id = $2')

interface DeviceRow extends SettingsRow {
  readonly user_id: UserId
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly unread: number
  readonly waiting: readonly ConversationId[] | null
}

const MAX_WAITING = 50

/** Null: the session or its subscription is over. */
export async function deviceView(
  pool: pg.Pool,
  sessionId: SessionId,
  conversationId: ConversationId,
): Promise<DeviceView | null> {
  const device = await readDevice(pool, sessionId)
  if (device === null) return null
  const values = [device.userId, conversationId]
  const chats = await pool.query<UnreadRow>({ name: 'device-chat', text: CHAT, values })
  const [chat] = chats.rows
  return { ...device, chat: chat === undefined ? null : unreadChatOf(chat) }
}

/** Null: the session or its subscription is over. */
export async function summaryView(pool: pg.Pool, sessionId: SessionId): Promise<SummaryView | null> {
  const device = await readDevice(pool, sessionId)
  if (device === null) return null
  const chats = await pool.query<UnreadRow>({ name: 'device-chats', text: CHATS, values: [device.userId] })
  return { ...device, chats: chats.rows.map(unreadChatOf) }
}

async function readDevice(pool: pg.Pool, sessionId: SessionId): Promise<Omit<DeviceView, 'chat'> | null> {
  const devices = await pool.query<DeviceRow>({ name: 'device-view', text: DEVICE, values: [sessionId] })
  const [device] = devices.rows
  if (device === undefined) return null
  const { user_id: userId, endpoint, p256dh, auth, unread } = device
  const waiting = device.waiting ?? []
  const shared = { userId, target: { endpoint, p256dh, auth }, settings: settingsOf(device) }
  return { ...shared, unread, waiting: waiting.length > MAX_WAITING ? null : waiting }
}
