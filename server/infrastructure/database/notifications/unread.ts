import type { ConversationId, Instant, Seq } from '@/contracts/ids'
import type { UnreadChat, UnreadMessage } from '@/server/domain/notify'
import { mentioned } from '../mentioned'
import { waits } from '../requests/asked'
import { instantOrNull } from '../rows'
import { notHidden } from '../visible'

const MAX_MESSAGES = 100

const atOf = (log: string) => `(extract(epoch FROM ${log}.at) * 1000)::float8`

/**
 * The unread of user $1 by conversation, as domain/notify.ts takes it: what they may see, but for what was deleted
 * and what those say whom they block.
 * @param range of the seqs of `p`, over `m` and `c`
 */
export const unreadChats = (range: string, scope: string) => `
  SELECT m.conversation_id, c.kind, m.muted_until, m.mentions_only, m.pushed, c.last_seq, u.messages
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('seq', p.seq, 'messageId', p.message_id::text,
      'senderId', p.sender_id::text, 'mentioned', ${mentioned('m', 'p')},
      'answered', coalesce(a.sender_id = m.user_id, false), 'at', ${atOf('l')},
      'elsewhere', coalesce(e.places, '[]')) ORDER BY p.seq), '[]') AS messages
    FROM (
      SELECT p.* FROM placements p
      WHERE p.conversation_id = m.conversation_id AND p.seq > greatest(m.read, m.cleared_to) AND ${range}
        AND p.seq <@ m.intervals AND p.sender_id <> m.user_id AND p.deleted_by IS NULL
        AND ${notHidden('m.user_id', 'p.conversation_id', 'p.seq')}
        AND NOT EXISTS (SELECT FROM blocks k WHERE k.user_id = m.user_id AND k.blocked_id = p.sender_id)
      ORDER BY p.seq DESC LIMIT ${MAX_MESSAGES}
    ) p
    JOIN messages t ON t.id = p.message_id
    JOIN log l ON l.conversation_id = p.conversation_id AND l.seq = p.seq
    LEFT JOIN placements a ON a.conversation_id = p.conversation_id AND a.seq = p.reply_to
    LEFT JOIN LATERAL (${ELSEWHERE}) e ON t.placed > 1
  ) u
  WHERE m.user_id = $1 AND m.active AND NOT ${waits('m')} AND ${scope}`

const ELSEWHERE = `
      SELECT jsonb_agg(jsonb_build_object('conversationId', x.conversation_id::text, 'kind', d.kind,
        'mutedUntil', to_char(s.muted_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'mentionsOnly', s.mentions_only, 'mentioned', ${mentioned('s', 'x')},
        'answered', coalesce(b.sender_id = s.user_id, false), 'at', ${atOf('k')}, 'read', x.seq <= s.read)) AS places
      FROM placements x
      JOIN members s ON s.conversation_id = x.conversation_id AND s.user_id = m.user_id AND s.active
        AND x.seq <@ s.intervals AND x.seq > s.cleared_to AND NOT ${waits('s')}
      JOIN conversations d ON d.id = x.conversation_id
      JOIN log k ON k.conversation_id = x.conversation_id AND k.seq = x.seq
      LEFT JOIN placements b ON b.conversation_id = x.conversation_id AND b.seq = x.reply_to
      WHERE x.message_id = t.id AND x.conversation_id <> m.conversation_id AND x.deleted_by IS NULL
      OFFSET 0`

export interface UnreadRow {
  readonly conversation_id: ConversationId
  readonly kind: 'direct' | 'group'
  readonly muted_until: Date | null
  readonly mentions_only: boolean
  readonly pushed: Seq
  readonly last_seq: Seq
  readonly messages: readonly UnreadMessage[]
}

export function unreadChatOf(row: UnreadRow): UnreadChat {
  const mutedUntil: Instant | null = instantOrNull(row.muted_until)
  const { conversation_id: conversationId, kind, mentions_only: mentionsOnly, messages } = row
  return { conversationId, kind, mutedUntil, mentionsOnly, messages }
}
