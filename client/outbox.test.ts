import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Place } from '@/contracts/dto'
import type { ClientId } from '@/contracts/ids'
import type { SendInput } from '@/contracts/inputs'
import { KithError } from '@/server/domain/errors'
import type { PendingPlace } from './kith'
import { soleLease } from './lease'
import { Outbox } from './outbox'
import { noTabs } from './tabs'
import { Chance } from './testing/chance'
import { Disk } from './testing/disk'
import { Network } from './testing/network'
import { Timers } from './testing/timers'
import { settle } from './testing/town'
import { UploadStore } from './testing/upload-store'

const RUNS = Number(process.env.KITH_TEST_SEEDS ?? 1_000)
const CONVERSATIONS = ['1', '2'] as const
/** Whose direct chat is the conversation after. */
const DIRECTS: Readonly<Record<string, string>> = { '3': '30' }

interface Said {
  readonly clientId: ClientId
  text: string
  readonly uploads: number
  readonly places: readonly Place[]
}

/** What a server does with sends: the first of a clientId takes a seq in each place, the rest answer the same. */
class Log {
  readonly messages = new Map<ClientId, Said>()
  readonly deleted = new Set<ClientId>()
  readonly files = new UploadStore()
  readonly #lasts = new Map<string, number>()
  refusing: KithError | null = null

  async send({ clientId, text, attachments, places }: SendInput) {
    if (text.startsWith('bad')) throw new KithError('invalid', 'This can never be sent.')
    if (this.refusing) throw this.refusing
    let said = this.messages.get(clientId)
    if (!said) {
      const there = (one: (typeof attachments)[number]) => 'uploadId' in one && this.files.has(one.uploadId)
      if (!attachments.every(there)) throw new KithError('upload_missing', 'Upload it again.')
      said = { clientId, text, uploads: attachments.length, places: places.map((place) => this.#next(place)) }
      this.messages.set(clientId, said)
    }
    return { messageId: clientId, sentAt: '2026-01-01T00:00:00.000Z', places: said.places }
  }

  async edit({ text, ...place }: Place & { text: string }) {
    if (this.refusing) throw this.refusing
    Object.assign(this.#at(place) ?? {}, { text })
    return { ...place, changedSeq: 0 }
  }

  async delete(place: Place) {
    if (this.refusing) throw this.refusing
    this.deleted.add(this.#at(place)?.clientId ?? '')
    return { ...place, changedSeq: 0 }
  }

  in(conversationId: string): readonly Said[] {
    const at = ({ places }: Said) => places.find((place) => place.conversationId === conversationId)?.seq ?? 0
    return [...this.messages.values()].filter((said) => at(said) > 0).sort((a, b) => at(a) - at(b))
  }

  last(conversationId: string): number {
    return this.#lasts.get(conversationId) ?? 0
  }

  #next(place: SendInput['places'][number]): Place {
    const conversationId = 'userId' in place ? (DIRECTS[place.userId] ?? '') : place.conversationId
    const seq = this.last(conversationId) + 1
    this.#lasts.set(conversationId, seq)
    return { conversationId, seq }
  }

  #at({ conversationId, seq }: Place): Said | undefined {
    return this.in(conversationId)[seq - 1]
  }
}

interface Written {
  readonly clientId: ClientId
  readonly places: readonly PendingPlace[]
  readonly files: number
  text: string
}

/** A person with an outbox that crashes, over a network that loses. */
class Writer {
  readonly chance: Chance
  readonly timers = new Timers()
  readonly network = new Network()
  readonly log = new Log()
  readonly disk = new Disk()
  readonly written: Written[] = []
  readonly cancelled = new Set<ClientId>()
  reachable = true
  /** The direct chat is known here. */
  known = false
  outbox: Outbox
  #life = 0

  constructor(seed: number) {
    this.chance = new Chance(seed)
    this.outbox = this.start()
  }

  start(): Outbox {
    this.#life += 1
    const life = this.#life
    const alive = (): boolean => life === this.#life
    const storage = this.disk.mount()
    const over = <T>(work: () => Promise<T>): Promise<T> => this.network.request(work, alive)
    const outbox: Outbox = new Outbox({
      me: '9',
      storage,
      environment: this.timers.environment(this.chance),
      clock: { now: () => this.timers.now },
      lease: soleLease(),
      tabs: noTabs,
      uploads: this.log.files.requests(over),
      reachable: () => this.reachable && alive(),
      directWith: (userId) => (this.known ? DIRECTS[userId] : undefined),
      send: (input) => over(() => this.log.send(input)),
      edit: (input) => over(() => this.log.edit(input)),
      delete: (input) => over(() => this.log.delete(input)),
      forget: (writes) => void storage.write(writes),
      // The events may come now, or by a push that is never seen here: then a snapshot covers them.
      acknowledged: ({ places }, events) => {
        for (const event of events) if (this.chance.next() < 0.5) outbox.applied(event)
        for (const { conversationId, seq } of places)
          this.network.push(() => alive() && outbox.covered(conversationId, seq))
      },
      changed: () => {},
    })
    void outbox.start()
    return outbox
  }

  async step(): Promise<void> {
    const { chance, network, outbox } = this
    const dice = chance.next()
    if (dice < 0.22) this.write()
    else if (dice < 0.6) network.deliver(chance)
    else if (dice < 0.66) network.lose(chance)
    else if (dice < 0.7) network.repeat(chance)
    else if (dice < 0.79) this.timers.advance(chance.below(5_000))
    else if (dice < 0.83) this.crash()
    else if (dice < 0.88) this.reachable = chance.next() < 0.6
    else if (dice < 0.91) this.log.refusing = chance.next() < 0.5 ? new KithError('busy', 'Later.') : null
    else if (dice < 0.92) this.log.files.lose()
    else if (dice < 0.93) this.meet()
    else {
      const some = chance.pick(this.written)
      const waits = outbox.pending.getState().find(({ clientId }) => clientId === some?.clientId)
      if (some && waits && waits.status !== 'failed') this.change(some)
    }
    if (chance.next() < 0.7) await settle()
  }

  crash(): void {
    const before = this.outbox
    this.outbox = this.start()
    before.stop()
  }

  meet(): void {
    this.known = true
    this.outbox.appeared('30')
  }

  write(): void {
    const { chance } = this
    const places = ([...CONVERSATIONS.map((conversationId) => ({ conversationId })), { userId: '3' }] as const).filter(
      () => chance.next() < 0.5,
    )
    if (places.length === 0) return
    const files = chance.pick([0, 0, 1, 2]) ?? 0
    const text = `${chance.next() < 0.12 ? 'bad' : 'good'} ${this.written.length}`
    const file = () => new Blob([new Uint8Array(1 + chance.below(12)), chance.pick(['', text]) ?? ''])
    const attachments = Array.from({ length: files }, () => ({ kind: 'file' as const, file: file(), name: 'file' }))
    const clientId = this.outbox.add({ kind: 'text', text, places, attachments })
    this.written.push({ clientId, places, files, text })
  }

  change(message: Written): void {
    const { chance, outbox } = this
    const dice = chance.next()
    if (dice < 0.4) {
      if (outbox.cancel(message.clientId)) this.cancelled.add(message.clientId)
    } else if (dice < 0.6) outbox.pauseUpload(message.clientId, '0')
    else if (dice < 0.8) outbox.resumeUpload(message.clientId, '0')
    // Edited once: a request that the network repeats much later would bring an earlier wording back.
    else if (!message.text.endsWith(', edited') && outbox.edit(message.clientId, `${message.text}, edited`))
      message.text += ', edited'
  }

  async quieten(): Promise<void> {
    this.reachable = true
    this.log.refusing = null
    for (const { clientId } of this.outbox.pending.getState())
      for (const id of ['0', '1']) this.outbox.resumeUpload(clientId, id)
    this.outbox.reconnected()
    for (let quiet = 0; quiet < 4; ) {
      for (let turn = 0; turn < 3; turn += 1) await settle()
      if (this.network.size > 0) this.network.deliverAll()
      else {
        this.timers.advance(31_000)
        quiet += 1
      }
      if (this.network.size > 0) quiet = 0
    }
    // As comparing heads would: a snapshot for what was lost.
    for (const id of [...CONVERSATIONS, '30']) this.outbox.covered(id, this.log.last(id))
  }
}

const goesTo = ({ places }: Written, id: string): boolean =>
  places.some((place) => ('userId' in place ? DIRECTS[place.userId] : place.conversationId) === id)

describe('outbox', () => {
  it('sends each message once, in order, and drops none, whatever is lost, refused, repeated or crashes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const writer = new Writer(seed)
        for (let step = 0; step < 60; step += 1) await writer.step()
        await writer.quieten()
        const { log } = writer
        const kept = writer.written.filter(({ clientId }) => !writer.cancelled.has(clientId))
        for (const id of [...CONVERSATIONS, '30']) {
          const posted = log.in(id).filter(({ clientId }) => !log.deleted.has(clientId))
          const wanted = kept.filter((message) => message.text.startsWith('good') && goesTo(message, id))
          expect(posted.map(({ text, uploads }) => [text, uploads]).sort()).toEqual(
            wanted.map(({ text, files }) => [text, files]).sort(),
          )
          // Only what waits for its files steps aside.
          const order = new Map(posted.map(({ clientId }, index) => [clientId, index]))
          wanted.forEach((one, index) => {
            if (one.files > 0) return
            for (const later of wanted.slice(index + 1))
              expect(order.get(one.clientId)).toBeLessThan(order.get(later.clientId) ?? 0)
          })
        }
        const bad = kept.filter(({ text }) => text.startsWith('bad')).map(({ clientId }) => clientId)
        const pending = writer.outbox.pending.getState()
        expect(pending.map(({ clientId }) => clientId).sort()).toEqual(bad.sort())
        expect(pending.every(({ status }) => status === 'failed')).toBe(true)
        const left = writer.disk.mount()
        expect((await left.all('outbox')).length).toBe(bad.length)
        const files = kept.filter(({ text }) => text.startsWith('bad')).reduce((sum, one) => sum + one.files, 0)
        expect((await left.all('files')).length).toBe(files)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 240_000)
})
