import type pg from 'pg'
import type { Place } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { Leaving } from '@/server/application/leaving-ports'
import { alone } from './alone'
import { forget } from './leaving/forget'
import { retire } from './leaving/retire'

const DUE = 'SELECT id FROM users WHERE deleted_at IS NOT NULL AND forgotten_at IS NULL ORDER BY deleted_at LIMIT 20'

// Of a chat that nobody has any more, the erasing takes what is left.
const MESSAGES_LEFT = `
  SELECT DISTINCT ON (m.id) p.conversation_id AS "conversationId", p.seq
  FROM users u JOIN messages m ON m.sender_id = u.id
  JOIN placements p ON p.message_id = m.id AND p.deleted_by IS NULL
  JOIN conversations c ON c.id = p.conversation_id AND c.retired_at IS NULL
  WHERE u.id = $1 AND u.takes_messages ORDER BY m.id LIMIT $2`

const CHATS_LEFT = `
  SELECT m.conversation_id AS id FROM members m JOIN conversations c ON c.id = m.conversation_id
  WHERE m.user_id = $1 AND (NOT m.away OR m.active AND c.closed_at IS NULL AND c.retired_at IS NULL)
  ORDER BY m.conversation_id LIMIT $2`

export function databaseLeaving(pool: pg.Pool): Leaving {
  return {
    retire: (userId, messages) => retire(pool, userId, messages),
    async due() {
      return (await pool.query<{ id: UserId }>(DUE)).rows.map(({ id }) => id)
    },
    alone: (userId, work) => alone(pool, `account ${userId}`, work),
    async messagesLeft(userId, limit) {
      return (await pool.query<Place>(MESSAGES_LEFT, [userId, limit])).rows
    },
    async chatsLeft(userId, limit) {
      return (await pool.query<{ id: ConversationId }>(CHATS_LEFT, [userId, limit])).rows.map(({ id }) => id)
    },
    forget: (userId) => forget(pool, userId),
    async forgotten(userId) {
      await pool.query('UPDATE users SET forgotten_at = now() WHERE id = $1 AND deleted_at IS NOT NULL', [userId])
    },
  }
}
