import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClientId } from '@/contracts/ids'
import type { SendInput } from '@/contracts/inputs'
import { KithError } from '@/server/domain/errors'
import { soleLease } from './lease'
import { Outbox } from './outbox'
import { noTabs } from './tabs'
import { Chance } from './testing/chance'
import { Disk } from './testing/disk'
import { Network } from './testing/network'
import { Timers } from './testing/timers'
import { settle } from './testing/town'

const RUNS = Number(process.env.KITH_TEST_SEEDS ?? 1_000)
const CONVERSATIONS = ['1', '2'] as const

/** What a server does with sends: the first of a clientId takes a seq, the rest answer the same. */
class Log {
  readonly posted: SendInput[] = []
  readonly deleted = new Set<ClientId>()
  refusing: KithError | null = null

  async send(input: SendInput) {
    if (input.text.startsWith('bad')) throw new KithError('invalid', 'This can never be sent.')
    if (this.refusing) throw this.refusing
    const of = this.posted.filter(({ conversationId }) => conversationId === input.conversationId)
    let index = of.findIndex(({ clientId }) => clientId === input.clientId)
    if (index < 0) {
      this.posted.push({ ...input })
      index = of.length
    }
    const { conversationId, clientId } = input
    return { messageId: clientId, conversationId, seq: index + 1, sentAt: '2026-01-01T00:00:00.000Z' }
  }

  async edit({ text, ...place }: { conversationId: string; seq: number; text: string }) {
    if (this.refusing) throw this.refusing
    Object.assign(at(this.posted, place) ?? {}, { text })
  }

  async delete(place: { conversationId: string; seq: number }) {
    if (this.refusing) throw this.refusing
    this.deleted.add(at(this.posted, place)?.clientId ?? '')
  }
}

/** What a message is: the sends of a conversation take its seqs. */
const at = (posted: readonly SendInput[], { conversationId, seq }: { conversationId: string; seq: number }) =>
  posted.filter((message) => message.conversationId === conversationId)[seq - 1]

/** A person with an outbox that crashes, over a network that loses. */
class Writer {
  readonly chance: Chance
  readonly timers = new Timers()
  readonly network = new Network()
  readonly log = new Log()
  readonly disk = new Disk()
  readonly written: { clientId: ClientId; conversationId: string; text: string }[] = []
  readonly cancelled = new Set<ClientId>()
  reachable = true
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
    const outbox: Outbox = new Outbox({
      me: '9',
      storage,
      environment: this.timers.environment(this.chance),
      lease: soleLease(),
      tabs: noTabs,
      reachable: () => this.reachable && alive(),
      send: (input) => this.network.request(() => this.log.send(input), alive),
      edit: (input) => this.network.request(() => this.log.edit(input), alive),
      delete: (input) => this.network.request(() => this.log.delete(input), alive),
      forget: (clientId) => void storage.write([{ table: 'outbox', key: clientId, value: undefined }]),
      // The event may come now, or by a push that is never seen here: then a snapshot covers it.
      acknowledged: (event) => {
        if (this.chance.next() < 0.5) outbox.applied(event)
        else this.network.push(() => alive() && outbox.covered(event.conversationId, event.seq))
      },
      changed: () => {},
    })
    void outbox.start()
    return outbox
  }

  async step(): Promise<void> {
    const { chance, network, outbox } = this
    const dice = chance.next()
    if (dice < 0.3) this.write()
    else if (dice < 0.6) network.deliver(chance)
    else if (dice < 0.68) network.lose(chance)
    else if (dice < 0.74) network.repeat(chance)
    else if (dice < 0.82) this.timers.advance(chance.below(5_000))
    else if (dice < 0.86) this.outbox = this.start()
    else if (dice < 0.92) this.reachable = chance.next() < 0.6
    else if (dice < 0.95) this.log.refusing = chance.next() < 0.5 ? new KithError('busy', 'Later.') : null
    else {
      const some = chance.pick(this.written)
      const waits = outbox.pending.getState().find(({ clientId }) => clientId === some?.clientId)
      if (some && waits && waits.status !== 'failed') this.change(some)
    }
    if (chance.next() < 0.7) await settle()
  }

  write(): void {
    const conversationId = this.chance.pick(CONVERSATIONS) ?? '1'
    const text = `${this.chance.next() < 0.15 ? 'bad' : 'good'} ${this.written.length}`
    const clientId = this.outbox.add(conversationId, text)
    this.written.push({ clientId, conversationId, text })
  }

  change(message: { clientId: ClientId; text: string }): void {
    if (this.chance.next() < 0.5) {
      if (this.outbox.cancel(message.clientId)) this.cancelled.add(message.clientId)
      // Edited once: a request that the network repeats much later would bring an earlier wording back.
    } else if (!message.text.endsWith(', edited') && this.outbox.edit(message.clientId, `${message.text}, edited`))
      message.text += ', edited'
  }

  async quieten(): Promise<void> {
    this.reachable = true
    this.log.refusing = null
    this.outbox.reconnected()
    for (let quiet = 0; quiet < 4; ) {
      await settle()
      if (this.network.size > 0) this.network.deliverAll()
      else {
        this.timers.advance(31_000)
        quiet += 1
      }
      if (this.network.size > 0) quiet = 0
    }
    // As comparing heads would: a snapshot for what was lost.
    for (const id of CONVERSATIONS) this.outbox.covered(id, this.log.posted.length)
  }
}

describe('outbox', () => {
  it('sends each message once, in order, and drops none, whatever is lost, refused, repeated or crashes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const writer = new Writer(seed)
        for (let step = 0; step < 60; step += 1) await writer.step()
        await writer.quieten()
        const kept = writer.written.filter(({ clientId }) => !writer.cancelled.has(clientId))
        for (const conversationId of CONVERSATIONS) {
          const here = <T extends { conversationId: string }>(all: readonly T[]) =>
            all.filter((message) => message.conversationId === conversationId)
          const good = here(kept).filter(({ text }) => text.startsWith('good'))
          const posted = here(writer.log.posted).filter(({ clientId }) => !writer.log.deleted.has(clientId))
          expect(posted.map(({ text }) => text)).toEqual(good.map(({ text }) => text))
        }
        const bad = kept.filter(({ text }) => text.startsWith('bad')).map(({ clientId }) => clientId)
        const pending = writer.outbox.pending.getState()
        expect(pending.map(({ clientId }) => clientId).sort()).toEqual(bad.sort())
        expect(pending.every(({ status }) => status === 'failed')).toBe(true)
        expect((await writer.disk.mount().all('outbox')).length).toBe(bad.length)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 240_000)
})
