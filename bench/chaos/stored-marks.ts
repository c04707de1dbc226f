import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from './database'
import type { Finding } from './finding'

const LOOK_MS = 2_000

interface Row {
  readonly member: string
  readonly lastSeq: number
  readonly marks: readonly number[]
}

const MARKS = `
  select m.conversation_id || ' ' || m.user_id || ' ' || m.joined_seq as member, c.last_seq as "lastSeq",
    array[m.delivered, m.read, m.seen, m.receipt_delivered, m.receipt_seen] as marks
  from members m join conversations c on c.id = m.conversation_id`

/** Looks again and again, while things break, whether the marks in the database only move forward. */
export class StoredMarks {
  readonly #db: Database
  readonly #ending = new AbortController()
  readonly #before = new Map<string, readonly number[]>()
  readonly #wrong: string[] = []
  #examined = 0
  #looking: Promise<void> = Promise.resolve()

  constructor(db: Database) {
    this.#db = db
  }

  start(): void {
    this.#looking = this.#watch()
  }

  async end(): Promise<Finding> {
    this.#ending.abort()
    await this.#looking
    return {
      claim: 'marks in the database only moved forward, and never past the last seq',
      examined: this.#examined,
      wrong: this.#wrong,
    }
  }

  async #watch(): Promise<void> {
    const { signal } = this.#ending
    while (!signal.aborted) {
      await this.#look()
      await wait(LOOK_MS, undefined, { signal }).catch(() => {})
    }
    await this.#look()
  }

  async #look(): Promise<void> {
    for (const { member, lastSeq, marks } of await this.#rows()) {
      const before = this.#before.get(member)
      this.#examined += 1
      if (marks.some((mark, at) => mark < (before?.[at] ?? 0)))
        this.#wrong.push(`${member} is at ${marks} after ${before}`)
      if (marks.some((mark) => mark > lastSeq)) this.#wrong.push(`${member} is at ${marks} of ${lastSeq}`)
      this.#before.set(member, marks)
    }
  }

  async #rows(): Promise<readonly Row[]> {
    try {
      return (await this.#db.pool.query<Row>(MARKS)).rows
    } catch {
      // Postgres is away just now.
      return []
    }
  }
}
