import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'

interface Stretch {
  readonly conversationId: ConversationId
  readonly fromSeq: Seq
  readonly toSeq: Seq
  readonly at: Date
}

interface Move {
  readonly conversationId: ConversationId
  readonly userId: UserId
  readonly kind: 'delivered' | 'seen'
  readonly toSeq: Seq
  readonly at: Date
}

/** When everything is said to have happened. The ports say "now" of all of it; `settle` puts that right. */
export class Timetable {
  readonly #pool: pg.Pool
  readonly #lastSeqs = new Map<ConversationId, Seq>()
  readonly #stretches: Stretch[] = []
  readonly #moves: Move[] = []
  readonly #lastSeen = new Map<UserId, Date>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  lastSeq(conversationId: ConversationId): Seq {
    return this.#lastSeqs.get(conversationId) ?? 0
  }

  begin(conversationId: ConversationId): void {
    this.#lastSeqs.set(conversationId, 0)
  }

  /** What was logged since the last note happened then. */
  async note(at: Date): Promise<void> {
    const { rows } = await this.#pool.query<{ id: ConversationId; last_seq: Seq }>(
      'select id::text, last_seq from conversations where id = any($1)',
      [[...this.#lastSeqs.keys()]],
    )
    for (const { id, last_seq: toSeq } of rows) {
      const fromSeq = this.lastSeq(id) + 1
      if (fromSeq <= toSeq) this.#stretches.push({ conversationId: id, fromSeq, toSeq, at })
      this.#lastSeqs.set(id, toSeq)
    }
  }

  noteMove(move: Move): void {
    this.#moves.push(move)
    if (move.kind === 'seen') this.#lastSeen.set(move.userId, move.at)
  }

  async settle(): Promise<void> {
    await this.#settleLog()
    await this.#settleMoves()
    await this.#pool.query(
      `update users u set last_seen_at = t.at from unnest($1::bigint[], $2::timestamptz[]) as t (id, at) where u.id = t.id`,
      [[...this.#lastSeen.keys()], [...this.#lastSeen.values()].map((at) => at.toISOString())],
    )
    await this.#pool.query(SETTLE_MESSAGES, [[...this.#lastSeqs.keys()]])
    await this.#pool.query(SETTLE_WORDINGS, [[...this.#lastSeqs.keys()]])
    await this.#pool.query(SETTLE_CONVERSATIONS, [[...this.#lastSeqs.keys()]])
  }

  async #settleLog(): Promise<void> {
    await this.#pool.query(
      `update log l set at = t.at
       from unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[]) as t (conversation_id, from_seq, to_seq, at)
       where l.conversation_id = t.conversation_id and l.seq between t.from_seq and t.to_seq`,
      [
        this.#stretches.map(({ conversationId }) => conversationId),
        this.#stretches.map(({ fromSeq }) => fromSeq),
        this.#stretches.map(({ toSeq }) => toSeq),
        this.#stretches.map(({ at }) => at.toISOString()),
      ],
    )
  }

  async #settleMoves(): Promise<void> {
    await this.#pool.query(
      `update mark_moves m set at = t.at
       from unnest($1::bigint[], $2::bigint[], $3::mark_kind[], $4::int[], $5::timestamptz[])
         as t (conversation_id, user_id, kind, to_seq, at)
       where (m.conversation_id, m.user_id, m.kind, m.to_seq) = (t.conversation_id, t.user_id, t.kind, t.to_seq)`,
      [
        this.#moves.map(({ conversationId }) => conversationId),
        this.#moves.map(({ userId }) => userId),
        this.#moves.map(({ kind }) => kind),
        this.#moves.map(({ toSeq }) => toSeq),
        this.#moves.map(({ at }) => at.toISOString()),
      ],
    )
  }
}

const SETTLE_MESSAGES = `
  update messages m set sent_at = l.at, created_at = l.at
  from log l where l.conversation_id = any($1) and l.kind = 'message:posted' and l.message_id = m.id`

// The first wording is as old as the message, each other as the edit that made it.
const SETTLE_WORDINGS = `
  with wording as (
    select l.message_id, l.at, row_number() over (partition by l.message_id order by l.at) as version
    from (select distinct message_id, at from log
      where conversation_id = any($1) and kind in ('message:posted', 'message:edited')) l
  ), earlier as (
    update message_versions v set at = w.at from wording w where (v.message_id, v.version) = (w.message_id, w.version)
  )
  update messages m set edited_at = w.at from wording w
  where (m.id, m.version) = (w.message_id, w.version) and m.edited_at is not null`

const SETTLE_CONVERSATIONS = `
  with pinned as (
    update placements p set pinned_at = l.at from log l
    where p.conversation_id = any($1) and p.pinned_at is not null
      and l.conversation_id = p.conversation_id and l.target_seq = p.seq and l.kind = 'message:pinned'
  )
  update conversations c set created_at = l.first, last_sent_at = l.sent
  from (select conversation_id, min(at) as first, max(at) filter (where kind = 'message:posted') as sent
    from log group by conversation_id) l
  where c.id = any($1) and l.conversation_id = c.id`
