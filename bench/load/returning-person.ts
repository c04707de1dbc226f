import { performance } from 'node:perf_hooks'
import { type Connection, createConnection } from '@/client/connection'
import { systemEnvironment } from '@/client/environment'
import { hedged } from '@/client/hedged'
import { ticketHedge } from '@/client/trpc'
import { dialSocket } from '@/client/wire'
import type { Head, LogSince, Ticket } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import { digestOf } from '@/server/domain/heads'
import type { Job, LoadClient } from './job'
import type { Ledger } from './ledger'
import { type Procedures, procedures } from './procedures'

const READ_HEDGE = { firstMs: 3_000, max: 2 }
const ANSWER_MS = 15_000
const AGAIN_MS = 500

/** A page that was open, lost its connection, and gets what it missed: by the client's own connection, waits and all. */
export class ReturningPerson {
  readonly #client: LoadClient
  readonly #ledger: Ledger
  readonly #http: Procedures | null
  readonly #connection: Connection
  readonly #known = new Map<ConversationId, Seq>()
  #heads: readonly Head[] = []
  #privateVersion = 0
  /** Everything that was caught up with, as `conversation/seq/clientId`. */
  readonly #caught: string[] = []
  #level: (() => void) | null = null
  #closed = false

  constructor(client: LoadClient, { url }: Job, ledger: Ledger, cookie: string | null) {
    this.#client = client
    this.#ledger = ledger
    this.#http = cookie === null ? null : procedures(url, cookie)
    const api = { ticket: (signal?: AbortSignal, doubtful?: boolean) => this.#ticket(signal, doubtful) }
    this.#connection = createConnection({ api, url, dial: dialSocket, environment: systemEnvironment() })
  }

  /** Resolves when this person has everything. */
  connect(): Promise<void> {
    const level = this.#untilLevel()
    this.#connection.start({
      online: () => void this.#online(),
      awake() {},
      fallback() {},
      event() {},
      clock() {},
      ended: () => this.#ledger.complain(`${this.#client.userId} was signed out`),
    })
    return level
  }

  /** The connection is about to go. Resolves with how long it took, in milliseconds, until everything was here again. */
  async back(): Promise<number> {
    const from = performance.now()
    await this.#untilLevel()
    return performance.now() - from
  }

  get caught(): readonly string[] {
    return this.#caught.map((one) => `${this.#client.userId}/${one}`)
  }

  close(): void {
    this.#closed = true
    this.#connection.stop()
    this.#http?.close()
  }

  #untilLevel(): Promise<void> {
    return new Promise((resolve) => {
      this.#level = resolve
    })
  }

  async #ticket(outer?: AbortSignal, doubtful = false): Promise<Ticket> {
    const { userId, conversationId } = this.#client
    const http = this.#http
    const now = new Date().toISOString()
    if (http === null) return { ticket: `${userId}@${conversationId}`, gatewayUrl: null, now }
    const ask = async (signal: AbortSignal) => {
      const [given] = await http.ask<Ticket>('mutation', 'auth.ticket', [{}], signal)
      if (!given) throw new Error('There was no ticket.')
      return given
    }
    return hedged(ask, ticketHedge(doubtful), outer)
  }

  async #online(): Promise<void> {
    try {
      if (this.#http) await this.#catchUp(this.#http)
      this.#level?.()
    } catch {
      // Without a connection, the next one begins with it.
      if (this.#closed || this.#connection.state.getState().status !== 'online') return
      this.#ledger.tried()
      setTimeout(() => void this.#online(), AGAIN_MS)
    }
  }

  async #catchUp(http: Procedures): Promise<void> {
    void this.#connection.request('activity:report', { visible: true, input: true }).catch(() => {})
    const digest = digestOf(this.#heads, this.#privateVersion)
    const answer = await this.#connection.request('heads:compare', { digest, people: [] })
    if (answer.same) return
    const first = this.#heads.length === 0
    const behind = answer.heads.filter(
      ({ conversationId, lastSeq }) => lastSeq > (this.#known.get(conversationId) ?? 0),
    )
    if (!first && behind.length > 0) await this.#since(http, behind)
    this.#heads = answer.heads
    this.#privateVersion = answer.privateVersion
    for (const { conversationId, lastSeq } of answer.heads) this.#known.set(conversationId, lastSeq)
    if (first || behind.length === 0) return
    const moves = behind.map(({ conversationId, lastSeq }) => ({ conversationId, delivered: lastSeq }))
    void this.#connection.request('marks:move', { moves }).catch(() => {})
  }

  async #since(http: Procedures, behind: readonly Head[]): Promise<void> {
    const inputs = behind.map(({ conversationId }) => ({
      conversationId,
      after: this.#known.get(conversationId) ?? 0,
    }))
    const answers = await hedged(
      (signal) => http.ask<LogSince>('query', 'messages.since', inputs, signal),
      READ_HEDGE,
      AbortSignal.timeout(ANSWER_MS),
    )
    for (const [at, answer] of answers.entries()) {
      const { conversationId = '', after = 0 } = inputs[at] ?? {}
      this.#apply(conversationId, after, answer)
    }
  }

  #apply(conversationId: ConversationId, after: Seq, { entries, last }: LogSince): void {
    for (const [at, entry] of entries.entries()) {
      if (entry.seq !== after + at + 1) this.#ledger.complain(`${conversationId} has a hole after ${after}`)
      if (entry.kind === 'message:posted') this.#caught.push(`${conversationId}/${entry.seq}/${entry.message.clientId}`)
    }
    if (after + entries.length !== last) this.#ledger.complain(`${conversationId} was caught up with in part`)
  }
}
