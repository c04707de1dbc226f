import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { MessagePosted } from '@/contracts/dto'
import type { Sent } from '@/contracts/events'
import type { Tickets } from '@/server/application/account-ports'
import type { Job, LoadClient } from './job'
import type { Ledger } from './ledger'
import { connected, type LoadSocket, socketOf } from './socket'

/** As the browser's client: moves made within this time go up as one. */
const COALESCE_MS = 150

/** A signed-in socket that talks in one conversation, and acknowledges what it gets there. */
export class LoadPerson {
  readonly #client: LoadClient
  readonly #job: Job
  readonly #ledger: Ledger
  readonly #socket: LoadSocket
  readonly #early = new Set<number>()
  /** All up to it are here. */
  #lastSeq: number
  #toldSeq: number
  #timer: NodeJS.Timeout | null = null
  #waiting = 0
  #talking = false

  constructor(client: LoadClient, job: Job, ledger: Ledger, tickets: Tickets | null) {
    this.#client = client
    this.#job = job
    this.#ledger = ledger
    this.#lastSeq = client.lastSeq
    this.#toldSeq = client.lastSeq
    const { userId } = client
    this.#socket = socketOf(client, job, tickets)
    this.#socket.on('message:posted', (event) => this.#posted(event))
    this.#socket.on('disconnect', (reason) => ledger.complain(`${userId} was disconnected: ${reason}`))
  }

  connect(): Promise<void> {
    return connected(this.#socket)
  }

  talk(): void {
    this.#talking = true
    for (let free = this.#job.window; free > 0; free--) this.say()
  }

  hush(): void {
    this.#talking = false
  }

  /** Nothing of theirs waits for an answer, and all they got is acknowledged. */
  get settled(): boolean {
    return this.#waiting === 0 && this.#early.size === 0 && (!this.#job.receipts || this.#toldSeq === this.#lastSeq)
  }

  say(): void {
    const { conversationId, userIds } = this.#client
    const clientId = randomUUID()
    const createdAt = new Date().toISOString()
    this.#waiting += 1
    const at = performance.now()
    this.#ledger.said(clientId, userIds.length - 1, at)
    const text = 'Shall we meet at the harbour at nine? I have the key.'
    const carries = { kind: 'text' as const, text, attachments: [], mentions: [] }
    this.#socket.emit('message:send', { clientId, createdAt, ...carries, places: [{ conversationId }] }, (answer) => {
      this.#waiting -= 1
      this.#acknowledged(answer.ok ? answer : null, at)
      if (!answer.ok) this.#ledger.complain(`a send was refused: ${answer.message}`)
      if (this.#talking && this.#job.window > 0) this.say()
    })
  }

  close(): void {
    this.#socket.off('disconnect')
    if (this.#timer) clearTimeout(this.#timer)
    this.#socket.disconnect()
  }

  #acknowledged(sent: Sent | null, at: number): void {
    if (!sent) return
    this.#ledger.acknowledged(performance.now() - at)
    // As the browser's client: what is acknowledged is there, and isn't told again.
    if (this.#job.secret !== null) for (const { seq } of sent.places) this.#arrived(seq)
  }

  #posted({ seq, message, actorId }: MessagePosted): void {
    if (actorId === this.#client.userId) return
    this.#ledger.delivered(message.clientId)
    if (this.#job.secret !== null) this.#arrived(seq)
  }

  /** What comes exactly once, their own by its acknowledgement, leaves no hole. Neighbours may overtake each other. */
  #arrived(seq: number): void {
    if (seq <= this.#lastSeq || this.#early.has(seq)) this.#ledger.complain(`${this.#client.userId} got ${seq} twice`)
    this.#early.add(seq)
    while (this.#early.delete(this.#lastSeq + 1)) this.#lastSeq += 1
    if (this.#job.receipts) this.#timer ??= setTimeout(() => this.#move(), COALESCE_MS)
  }

  #move(): void {
    this.#timer = null
    const seq = this.#lastSeq
    const { conversationId } = this.#client
    const moves = [{ conversationId, delivered: seq, read: seq, seen: seq }]
    this.#socket.emit('marks:move', { moves }, (answer) => {
      if (answer.ok) this.#toldSeq = Math.max(this.#toldSeq, seq)
      else if (answer.code !== 'rate_limited') this.#ledger.complain(`marks were refused: ${answer.message}`)
      if (this.#toldSeq < this.#lastSeq) this.#timer ??= setTimeout(() => this.#move(), COALESCE_MS)
    })
  }
}
