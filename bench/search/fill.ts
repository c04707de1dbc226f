import type pg from 'pg'
import { seededRandom } from '../random'

const CHATS = 4_000
const VOCABULARY = 30_000
const BATCH = 20_000
const YEAR_MS = 365 * 86_400_000

/** Words by how often they are said: the first of a language like any other, by Zipf's law. */
export const WORDS = {
  'in nearly every message': 'aba',
  'common and common': 'aba abe',
  'in 1 of 100': word(40),
  'in 1 of 1,000': word(400),
  'in 1 of 10,000': word(4_000),
  rare: word(29_000),
  'a part of a word': word(400).slice(1),
  'while typing': word(400).slice(0, 4),
  'a phrase': '"aba abe"',
  ideographs: '東京',
  'not there': 'xylophone',
}

/** Made-up words, each another, of four letters or more but for the commonest. */
function word(rank: number): string {
  const vowels = 'aeiou'
  const consonants = 'bdfghklmnprstvwz'
  let text = rank < 5 ? 'ab' : `${consonants[rank % 16]}${vowels[(rank >> 4) % 5]}${consonants[(rank * 7) % 16]}`
  for (let rest = rank; rest > 0 || text.length < 3; rest = Math.floor(rest / 80)) {
    text += `${rank < 5 ? '' : consonants[rest % 16]}${vowels[Math.floor(rest / 16) % 5 || rank % 5]}`
    if (rank < 5) return `ab${vowels[rank]}`
  }
  return text
}

/** Half of the messages are in one chat, the rest in thousands of small ones; times run over a year. */
export async function fill(pool: pg.Pool, messages: number, chats = CHATS) {
  await pool.query(`INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
    SELECT 'u' || i, 'u' || i, 'U', '', '' FROM generate_series(1, 4) i`)
  const inAll = `SELECT 1, id FROM conversations`
  await pool.query(`INSERT INTO conversations (kind, name) SELECT 'group', 'G' FROM generate_series(1, ${chats + 1})`)
  await pool.query(`INSERT INTO members (user_id, conversation_id, role, intervals, joined_seq, changed_seq)
    SELECT u, c, 'member', '{[1,)}', 1, 1 FROM (${inAll} UNION ALL SELECT 2, 1 UNION ALL SELECT 3, 77
      UNION ALL SELECT 4, id FROM conversations WHERE id % 40 = 1) m (u, c)`)
  const { rows } = await pool.query<{ sql: string }>(`SELECT pg_get_indexdef('messages_search_idx'::regclass) AS sql`)
  await pool.query('DROP INDEX messages_search_idx')
  const random = seededRandom(7)
  const lastSeq = new Map<number, number>()
  const start = Date.now() - YEAR_MS
  for (let from = 0; from < messages; from += BATCH) {
    const size = Math.min(BATCH, messages - from)
    const columns = { chat: [] as number[], seq: [] as number[], text: [] as string[], at: [] as Date[] }
    for (let i = from; i < from + size; i++) {
      const chat = random.chance(0.5) ? 1 : 2 + Math.floor(random() * chats)
      const seq = (lastSeq.get(chat) ?? 0) + 1
      lastSeq.set(chat, seq)
      columns.chat.push(chat)
      columns.seq.push(seq)
      columns.text.push(sentence(random))
      columns.at.push(new Date(start + (i / messages) * YEAR_MS))
    }
    await pool.query(INSERT, [columns.chat, columns.seq, columns.text, columns.at])
  }
  await pool.query(`UPDATE conversations c SET last_seq = p.seq, last_sent_at = now()
    FROM (SELECT conversation_id, max(seq) AS seq FROM placements GROUP BY 1) p WHERE p.conversation_id = c.id`)
  await pool.query(rows[0]?.sql ?? '')
  await pool.query('VACUUM ANALYZE')
  const people = { 'in all chats': '1', 'in the big chat': '2', 'in one small chat': '3', 'in 101 chats': '4' }
  return { people, bigChat: '1' }
}

function sentence(random: ReturnType<typeof seededRandom>): string {
  if (random.chance(0.02)) return random.chance(0.1) ? '東京タワーで会いましょう' : 'はい、もちろん。明日は行きます'
  const length = 2 + Math.floor(random() * random() * 28)
  // The rank by Zipf's law: as probable as 1 / rank.
  return Array.from({ length }, () => word(Math.floor(VOCABULARY ** random()) - 1)).join(' ')
}

// In the order in which they are said, as those that were sent lie on disk.
const INSERT = `WITH given AS (
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::timestamptz[]) AS g (chat, seq, text, at)
  ), said AS (
    INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
    SELECT 1 + seq % 2, md5(chat || ':' || seq)::uuid, text, at, at FROM given ORDER BY at RETURNING id, sender_id, client_id
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
    SELECT g.chat, g.seq, s.id, s.sender_id, g.seq FROM given g
    JOIN said s ON s.client_id = md5(g.chat || ':' || g.seq)::uuid ORDER BY g.at
    RETURNING conversation_id, seq, message_id, sender_id
  )
  INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
  SELECT p.conversation_id, p.seq, 'message:posted', p.sender_id, p.message_id, g.at
  FROM placed p JOIN given g ON g.chat = p.conversation_id AND g.seq = p.seq ORDER BY g.at`
