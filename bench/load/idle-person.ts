import type { Tickets } from '@/server/application/account-ports'
import { digestOf } from '@/server/domain/heads'
import type { Job, LoadClient } from './job'
import type { Ledger } from './ledger'
import { connected, type LoadSocket, socketOf } from './socket'

/** As the browser's client: between three and five quarters of it. */
const COMPARE_MS = 30_000
/** What the gateway compares by itself is asked again so often, */
const KEPT_MS = 600_000

/** A page that is open and does nothing but what pages do by themselves. */
export class IdlePerson {
  readonly #socket: LoadSocket
  readonly #ledger: Ledger
  readonly #asks: boolean
  /** Those it shows, by the version of their profiles. */
  readonly #people: [string, number][]
  #digest = ''
  #timer: NodeJS.Timeout | null = null
  /** of which some was over when one begins to look: people came at different times. */
  #keptMs = KEPT_MS * Math.random()
  #closed = false

  constructor(client: LoadClient, job: Job, ledger: Ledger, tickets: Tickets | null) {
    this.#socket = socketOf(client, job, tickets)
    this.#ledger = ledger
    this.#asks = job.secret !== null
    this.#people = client.userIds.map((userId) => [userId, 1])
    this.#socket.on('disconnect', (reason) => ledger.complain(`${client.userId} was disconnected: ${reason}`))
    this.#socket.on('heads:doubted', () => this.#compare())
    this.#socket.on('heads:moved', () => this.#compare())
  }

  async connect(): Promise<void> {
    await connected(this.#socket)
    if (!this.#asks) return
    this.#socket.emit('activity:report', { visible: true, input: true }, () => {})
    this.#compare()
  }

  talk(): void {}
  hush(): void {}
  say(): void {}
  readonly settled = true

  close(): void {
    this.#closed = true
    this.#socket.off('disconnect')
    if (this.#timer) clearTimeout(this.#timer)
    this.#socket.disconnect()
  }

  #compare(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#socket.emit('heads:compare', { digest: this.#digest, people: this.#people, keep: true }, (answer) => {
      if (!answer.ok) this.#ledger.complain(`heads were not compared: ${answer.message}`)
      else if (!answer.same) this.#digest = digestOf(answer.heads, answer.privateVersion)
      if (this.#closed) return
      const kept = answer.ok && answer.kept
      this.#timer = setTimeout(() => this.#compare(), kept ? this.#keptMs : COMPARE_MS * (0.75 + Math.random() / 2))
      if (kept) this.#keptMs = KEPT_MS
    })
  }
}
