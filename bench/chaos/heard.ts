import type { Pool } from 'pg'
import type { ServerEvent } from '@/client/server-event'
import { type Dial, dialSocket } from '@/client/wire'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { Finding } from './finding'

/** What one client applied of one conversation. */
interface Run {
  readonly conversationId: ConversationId
  /** It began after this seq. */
  readonly after: Seq
  last: Seq
  readonly posted: Seq[]
  readonly disorder: string[]
}

interface Visible {
  readonly conversationId: ConversationId
  readonly seq: Seq
}

const POSTED = 'every message that a member may see was applied once, and in order'
const WIRED = 'nothing came over a wire that its receiver may not see'

/** What somebody's clients applied, and what came over their wires, seq by seq. */
export class Heard {
  readonly #who: string
  readonly #runs: Run[] = []
  readonly #current = new Map<ConversationId, Run>()
  readonly #wired = new Map<ConversationId, Set<Seq>>()
  /** Of these conversations the next push of a message is lost on its way. */
  readonly #deafTo = new Set<ConversationId>()

  constructor(who: string) {
    this.#who = who
  }

  /** A new client begins with what it loaded. */
  begin(lastSeqs: Iterable<readonly [ConversationId, Seq]>): void {
    this.#current.clear()
    for (const [id, seq] of lastSeqs) this.#run(id, seq)
  }

  applied(event: LogEvent): void {
    const { conversationId, seq } = event
    const run = this.#current.get(conversationId) ?? this.#run(conversationId, seq - 1)
    if (seq <= run.last) run.disorder.push(`${this.#who} in ${conversationId} applied ${seq} after ${run.last}`)
    run.last = Math.max(run.last, seq)
    if (event.kind === 'message:posted') run.posted.push(seq)
  }

  loseNext(id: ConversationId): void {
    this.#deafTo.add(id)
  }

  isDeafTo(id: ConversationId): boolean {
    return this.#deafTo.has(id)
  }

  /** Socket.IO's way, with an ear on it. */
  readonly dial: Dial = (target, listener) =>
    dialSocket(target, {
      ...listener,
      connected: () => listener.connected(),
      closed: (refusal) => listener.closed(refusal),
      event: (event) => {
        if (this.#passes(event)) listener.event(event)
      },
    })

  /** @param userId Whose it is. */
  async findings(db: Pool, userId: string): Promise<Finding[]> {
    const { rows: visible } = await db.query<Visible>(
      `select p.conversation_id::text as "conversationId", p.seq from placements p
       join members m on m.conversation_id = p.conversation_id and m.user_id = $1
       where p.seq <@ m.intervals and p.seq > m.cleared_to order by 1, 2`,
      [userId],
    )
    return [this.#applications(visible), await this.#leaks(db, userId)]
  }

  #run(conversationId: ConversationId, after: Seq): Run {
    const run: Run = { conversationId, after, last: after, posted: [], disorder: [] }
    this.#runs.push(run)
    this.#current.set(conversationId, run)
    return run
  }

  #passes(event: ServerEvent): boolean {
    if (event.name === 'log:appended') {
      const { payload } = event
      if (payload.kind !== 'skip') this.#wire(payload.conversationId, payload.seq)
    }
    if (event.name !== 'message:posted') return true
    const { places } = event.payload.message
    for (const { conversationId, seq } of [event.payload, ...places]) this.#wire(conversationId, seq)
    const lost = places.some(({ conversationId }) => this.#deafTo.has(conversationId))
    if (lost) for (const { conversationId } of places) this.#deafTo.delete(conversationId)
    return !lost
  }

  #wire(id: ConversationId, seq: Seq): void {
    const seqs = this.#wired.get(id) ?? new Set()
    this.#wired.set(id, seqs.add(seq))
  }

  #applications(visible: readonly Visible[]): Finding {
    const wrong = this.#runs.flatMap((run) => {
      const expected = visible.filter(
        ({ conversationId, seq }) => conversationId === run.conversationId && seq > run.after && seq <= run.last,
      )
      const had = new Set(run.posted)
      const due = new Set(expected.map(({ seq }) => seq))
      const where = `${this.#who} in ${run.conversationId} (from ${run.after} to ${run.last})`
      return [
        ...run.disorder,
        ...[...due].filter((seq) => !had.has(seq)).map((seq) => `${where} missed ${seq}`),
        ...run.posted.filter((seq) => !due.has(seq)).map((seq) => `${where} applied ${seq}, which isn’t theirs`),
      ]
    })
    return { claim: POSTED, examined: this.#runs.reduce((sum, { posted }) => sum + posted.length, 0), wrong }
  }

  async #leaks(db: Pool, userId: string): Promise<Finding> {
    const wired = [...this.#wired].flatMap(([id, seqs]) => [...seqs].map((seq) => [id, seq] as const))
    const { rows } = await db.query<Visible>(
      `select w.id::text as "conversationId", w.seq from unnest($2::bigint[], $3::int[]) w (id, seq)
       where not exists (select from members m where m.conversation_id = w.id and m.user_id = $1 and w.seq <@ m.intervals)`,
      [userId, wired.map(([id]) => id), wired.map(([, seq]) => seq)],
    )
    const wrong = rows.map(({ conversationId, seq }) => `${this.#who} was sent ${seq} of ${conversationId}`)
    return { claim: WIRED, examined: wired.length, wrong }
  }
}
