import type { Sent } from '@/contracts/events'
import type { ClientId } from '@/contracts/ids'
import { isTransient, type KithError } from '@/server/domain/errors'
import { anew } from './outbox-attachment'
import type { OutboxDependencies } from './outbox-dependencies'
import type { OutboxKept } from './outbox-kept'
import { OutboxLanes } from './outbox-lanes'
import { nextToSend } from './outbox-plan'
import { failedOf, type OutboxRecord, type Revision, sameRevision, sendInputOf, untriedOf } from './outbox-record'
import { isEverywhere } from './outbox-records'
import { asRefusal } from './refusal'

/** Messages that go out at the same time. */
const CONCURRENT_MAX = 8
/** A message whose files the server loses so often in a row isn't sent. */
const MISSING_MAX = 3

/** Sends what waits, each message until its fate is known, then what was made of it since. */
export class OutboxSender {
  readonly #kept: OutboxKept
  readonly #deps: OutboxDependencies
  readonly #drain: () => void
  readonly #lanes: OutboxLanes
  readonly #underWay = new Set<ClientId>()
  readonly #missing = new Map<ClientId, number>()

  /** `drain`: something may have its turn now. */
  constructor(kept: OutboxKept, dependencies: OutboxDependencies, drain: () => void) {
    this.#kept = kept
    this.#deps = dependencies
    this.#drain = drain
    this.#lanes = new OutboxLanes(dependencies.environment, drain)
  }

  go(): void {
    const { records } = this.#kept
    const next = nextToSend({
      records: records.all,
      lanesOf: (record) => records.lanesOf(record),
      underWay: this.#underWay,
      isPaused: (lane) => this.#lanes.isPaused(lane),
      max: CONCURRENT_MAX,
    })
    for (const record of next) void this.#next(record)
  }

  /** What was refused for a while may be tried at once, or never again in this run. */
  clear(): void {
    this.#lanes.clear()
  }

  forget(clientId: ClientId): void {
    this.#missing.delete(clientId)
  }

  /** Once it was tried, what I make of it waits until its fate is known. */
  revise(record: OutboxRecord, after: Revision): void {
    this.#kept.keep({ ...record, after })
    this.#drain()
  }

  async #next(record: OutboxRecord): Promise<void> {
    const { clientId, sent, after } = record
    this.#underWay.add(clientId)
    if (sent && after) await this.#change(record, sent, after)
    else await this.#send(record)
    this.#underWay.delete(clientId)
    this.#drain()
  }

  async #send(record: OutboxRecord): Promise<void> {
    if (record.status === 'waiting') this.#kept.keep({ ...record, status: 'sending' })
    try {
      this.#acknowledged(record, await this.#deps.send(sendInputOf(record)))
    } catch (error) {
      this.#refused(record.clientId, asRefusal(error))
    }
  }

  #acknowledged(tried: OutboxRecord, { messageId, sentAt, places }: Sent): void {
    if (this.#kept.stopped) return
    const record = this.#kept.live(tried.clientId)
    if (!record) {
      // Another tab heard of it first and took it away. Here, nobody else will say that it is there.
      this.#kept.acknowledged({ ...tried, sent: { messageId, sentAt, places } })
      return
    }
    this.#passed(record)
    const acknowledged: OutboxRecord = { ...record, status: 'sending', sent: { messageId, sentAt, places } }
    this.#kept.keep(acknowledged)
    this.#kept.acknowledged(acknowledged)
  }

  #refused(clientId: ClientId, { code, message, retryAfterMs }: KithError): void {
    const record = this.#kept.live(clientId)
    if (!record || record.sent) return
    if (isTransient(code)) {
      this.#pause(record, retryAfterMs)
      return
    }
    const missing = code === 'upload_missing' ? (this.#missing.get(clientId) ?? 0) + 1 : 0
    this.#missing.set(clientId, missing)
    const untried = missing > 0 && missing <= MISSING_MAX ? untriedOf(record) : null
    const next = untried
      ? { ...untried, attachments: untried.attachments.map(anew) }
      : failedOf(record, { code, message })
    if (next) this.#kept.keep(next)
    else this.#kept.remove(record)
  }

  async #change(record: OutboxRecord, { places }: Sent, after: Revision): Promise<void> {
    const [place] = places
    try {
      if (place && after.kind === 'message:edited')
        await this.#deps.edit({ ...place, text: after.text, mentions: [...after.mentions] })
      else if (place) await this.#deps.delete(place)
      this.#passed(record)
    } catch (error) {
      const { code, retryAfterMs } = asRefusal(error)
      if (isTransient(code)) return this.#pause(record, retryAfterMs)
      // It can't be done any more: the message stays as it is, and everybody sees so.
    }
    this.#changed(record.clientId, after)
  }

  #changed(clientId: ClientId, done: Revision): void {
    const record = this.#kept.live(clientId)
    if (!record || !sameRevision(record.after, done)) return
    const { after: _, ...rest } = record
    if (isEverywhere(record)) this.#kept.settle(record)
    else this.#kept.keep(rest)
  }

  #passed(record: OutboxRecord): void {
    this.#lanes.passed(this.#kept.records.lanesOf(record))
  }

  /** What follows it waits with it. */
  #pause(record: OutboxRecord, atLeastMs: number | undefined): void {
    if (!this.#kept.stopped) this.#lanes.pause(this.#kept.records.lanesOf(record), atLeastMs)
  }
}
