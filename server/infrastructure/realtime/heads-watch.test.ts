import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HeadsCompared } from '@/contracts/events'
import type { ConversationId } from '@/contracts/ids'
import type { CompareHeadsInput } from '@/contracts/inputs'
import type { Actor } from '@/server/application/account-ports'
import type { HeadsComparison } from '@/server/application/compare-heads'
import { digestOf } from '@/server/domain/heads'
import {
  connectSocket,
  memoryPorts,
  type RunningGateway,
  runGateway,
  type TestSocket,
  textTo,
} from '@/server/testing/gateway-stage'
import { HeadsWatch } from './heads-watch'
import type { GatewaySocket } from './io'

describe('a gateway', () => {
  const EVERY_MS = 60
  let ports: ReturnType<typeof memoryPorts>
  let running: RunningGateway
  let ana: Actor
  let bea: Actor
  let group: ConversationId
  /** Whose heads were looked at, time after time. */
  let looks: ReadonlyMap<string, string>[]
  let sockets: TestSocket[]

  beforeEach(async () => {
    ports = memoryPorts()
    looks = []
    sockets = []
    ana = await ports.addPerson('ana')
    bea = await ports.addPerson('bea')
    const founded = { name: 'Hiking', userIds: [bea.userId], pictureId: null, maxMembers: 50 }
    group = (await ports.conversations.createGroup(ana.userId, founded)).conversationId
    const { heads } = ports.messages
    ports.messages.heads = (digests) => {
      looks.push(new Map(digests))
      return heads(digests)
    }
    running = await runGateway(ports, { compareHeadsMs: EVERY_MS })
  })
  afterEach(async () => {
    for (const socket of sockets) socket.close()
    await running.stop()
  })

  async function connect(actor: Actor): Promise<TestSocket> {
    const socket = await connectSocket(running.url, ports, actor)
    sockets.push(socket)
    return socket
  }

  /** Asks with what there is. */
  async function level(socket: TestSocket, { keep = true, people = [] as [string, number][] } = {}) {
    const own = await ports.messages.heads(new Map([[socket.actor.userId, '']]))
    const { heads = [], privateVersion = 0 } = own.get(socket.actor.userId) ?? {}
    return socket.ask('heads:compare', { digest: digestOf(heads, privateVersion), people, keep })
  }

  /** Commits a message that nobody is told of. */
  async function sayUnheard(): Promise<void> {
    await ports.messages.send([{ senderId: ana.userId, ...textTo(group, 'Unheard') }])
  }

  /** Everybody who is kept was looked at so often more. */
  async function rounds(count: number): Promise<void> {
    const until = looks.length + count
    await expect.poll(() => looks.length).toBeGreaterThanOrEqual(until)
  }

  it('tells a client that had what there is when it has not any more, though nothing was pushed', async () => {
    const socket = await connect(bea)
    expect(await level(socket)).toMatchObject({ ok: true, same: true, kept: true })
    await rounds(3)
    expect(socket.told('heads:moved')).toEqual([])
    await sayUnheard()
    await socket.hears('heads:moved')
  })

  it('tells it again until it asks, and nothing once it has what there is', async () => {
    const socket = await connect(bea)
    await level(socket)
    await sayUnheard()
    await expect.poll(() => socket.told('heads:moved').length).toBeGreaterThanOrEqual(2)
    expect(await level(socket)).toMatchObject({ same: true, kept: true })
    const told = socket.told('heads:moved').length
    await rounds(3)
    expect(socket.told('heads:moved')).toHaveLength(told)
  })

  it('tells it of a profile on its screen that changed', async () => {
    const socket = await connect(bea)
    const [seen] = await ports.users.profiles([{ viewerId: bea.userId, userId: ana.userId }])
    const version = seen?.profile.version ?? 0
    expect(await level(socket, { people: [[ana.userId, version - 1]] })).not.toHaveProperty('kept')
    expect(await level(socket, { people: [[ana.userId, version]] })).toMatchObject({ kept: true })
    await ports.users.change(ana.userId, { fullName: 'Ana Maria', searchKey: 'ana maria' })
    await socket.hears('heads:moved')
  })

  it('looks at no one who did not ask for it, had something else, or has gone', async () => {
    const [older, behind, gone] = [await connect(ana), await connect(bea), await connect(bea)]
    expect(await level(older, { keep: false })).not.toHaveProperty('kept')
    expect(await behind.ask('heads:compare', { digest: 'old', people: [], keep: true })).not.toHaveProperty('kept')
    await level(gone)
    gone.close()
    await expect.poll(() => running.gateway.stats().sockets).toBe(2)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    const before = looks.length
    await new Promise((resolve) => setTimeout(resolve, 3 * EVERY_MS))
    expect(looks).toHaveLength(before)
  })

  it('tells only those devices of an account that have something else', async () => {
    const [behind, here] = [await connect(bea), await connect(bea)]
    await level(behind)
    await sayUnheard()
    expect(await level(here)).toMatchObject({ same: true, kept: true })
    await behind.hears('heads:moved')
    await rounds(3)
    expect(here.told('heads:moved')).toEqual([])
  })

  it('tells it after a time in which the database was away', async () => {
    const socket = await connect(bea)
    await level(socket)
    const { heads } = ports.messages
    let failed = 0
    ports.messages.heads = () => {
      failed += 1
      return Promise.reject(new Error('the database is away'))
    }
    await sayUnheard()
    await expect.poll(() => failed).toBeGreaterThanOrEqual(2)
    expect(socket.told('heads:moved')).toEqual([])
    ports.messages.heads = heads
    await socket.hears('heads:moved')
  })
})

describe('what is kept', () => {
  const log = pino({ level: 'silent' })
  const SAME: HeadsCompared = { same: true, profiles: [] }
  const OTHER: HeadsCompared = { same: false, heads: [], privateVersion: 1, profiles: [] }
  const asking = (digest: string): CompareHeadsInput => ({ digest, people: [], keep: true })
  let watch: HeadsWatch
  afterEach(() => watch.stop())

  function fakeSocket(userId: string, told: string[]): GatewaySocket {
    const emit = () => told.push(userId)
    return { connected: true, data: { actor: { userId, sessionId: '1' } }, emit } as unknown as GatewaySocket
  }

  it('is compared for many at once, but not for all when everybody is due', async () => {
    const asked: (readonly HeadsComparison[])[] = []
    const compareHeads = async (questions: readonly HeadsComparison[]) => {
      asked.push(questions)
      return questions.map(() => SAME)
    }
    watch = new HeadsWatch({ compareHeads, newerProfiles: async () => [], log, everyMs: 300 })
    const all = Array.from({ length: 1_200 }, (_, index) => String(index))
    for (const userId of all) expect(watch.follow(fakeSocket(userId, []), asking('x'), SAME)).toBe(true)
    await expect.poll(() => asked.flat().length).toBeGreaterThanOrEqual(all.length)
    expect(asked.length).toBeLessThan(20)
    expect(Math.max(...asked.map((questions) => questions.length))).toBeLessThanOrEqual(500)
    expect(new Set(asked.flat().map(({ actor }) => actor.userId))).toEqual(new Set(all))
  })

  it('says nothing of what a client had before it asked anew', async () => {
    const asked: string[] = []
    const told: string[] = []
    const socket = fakeSocket('1', told)
    const compareHeads = async (questions: readonly HeadsComparison[]) => {
      const digests = questions.map(({ input }) => input.digest)
      asked.push(...digests)
      if (digests.includes('before')) watch.follow(socket, asking('after'), SAME)
      return digests.map((digest) => (digest === 'before' ? OTHER : SAME))
    }
    watch = new HeadsWatch({ compareHeads, newerProfiles: async () => [], log, everyMs: 30 })
    watch.follow(socket, asking('before'), SAME)
    await expect.poll(() => asked.filter((digest) => digest === 'after').length).toBeGreaterThanOrEqual(2)
    expect(asked.filter((digest) => digest === 'before')).toHaveLength(1)
    expect(told).toEqual([])
  })
})
