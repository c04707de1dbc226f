import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { NodeClient } from '@/client/node'
import { inProject } from '../project'
import { type ClusterStage, openClusterStage } from '../testing/cluster-stage'
import type { TestDatabase } from '../testing/database'
import { timesUp } from '../testing/expire'
import { type TestSocket, textTo } from '../testing/gateway-stage'
import { findNatsServer } from '../testing/nats'
import type { Member } from './member'
import type { Cluster } from './open-cluster'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const LONG = { timeout: 45_000 }
/** By process, how far its clock is ahead. */
const OFF_MS: Readonly<Record<string, number>> = {
  'gateway-1': 5 * MINUTE_MS,
  'gateway-2': -5 * MINUTE_MS,
  'web-1': -5 * MINUTE_MS,
  'web-2': 5 * MINUTE_MS,
}

describe.skipIf(findNatsServer() === null)('processes whose clocks are ten minutes apart', () => {
  let stage: ClusterStage
  let cluster: Cluster
  let database: TestDatabase
  let fast: Member
  let slow: Member
  const person = (name: string): Promise<NodeClient> => stage.person(name)
  const socketOf = (one: NodeClient, at: Member): Promise<TestSocket> => stage.socketOf(one, at)

  beforeAll(async () => {
    stage = await openClusterStage({
      webs: 2,
      envOf: (name) => ({
        NODE_OPTIONS: `--import=${pathToFileURL(inProject('server/testing/clock-off.mjs'))}`,
        CLOCK_OFF_MS: String(OFF_MS[name] ?? 0),
      }),
    })
    ;({ cluster, database, here: fast, there: slow } = stage)
  })
  afterEach(() => stage.letGo())
  afterAll(async () => {
    expect(await stage?.close()).toEqual({ 'gateway-1': 0, 'gateway-2': 0, 'web-1': 0, 'web-2': 0 })
  })

  async function databaseTime(): Promise<number> {
    const { rows } = await database.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
    return rows[0]?.now.getTime() ?? Number.NaN
  }

  it('really have such clocks', async () => {
    for (const { name, output } of [...cluster.gateways, ...cluster.webs]) {
      const said = Date.parse(/Clock at start: (\S+)/.exec(output)?.[1] ?? '')
      expect(Math.abs(said - Date.now() - (OFF_MS[name] ?? 0)), name).toBeLessThan(2 * MINUTE_MS)
    }
  })

  it('take each other’s tickets, and tell clients the same time', async () => {
    const ana = await person('ana')
    for (const at of [fast, slow, fast, slow]) expect((await socketOf(ana, at)).connected).toBe(true)
    const told = await Promise.all(Array.from({ length: 8 }, () => ana.trpc.auth.ticket.mutate()))
    const now = await databaseTime()
    for (const { now: at } of told) expect(Math.abs(Date.parse(at ?? '') - now)).toBeLessThan(MINUTE_MS)
    expect(Math.abs(ana.client.now() - now)).toBeLessThan(MINUTE_MS)
  })

  it('keep what is said in the order in which it was said, with times that only go on', async () => {
    const [ana, bea] = [await person('ana'), await person('bea')]
    const id = await ana.openDirect(bea.userId)
    const [here, there] = [await socketOf(ana, fast), await socketOf(bea, slow)]
    const from = await databaseTime()
    for (let count = 0; count < 20; count += 1) {
      const [speaker, listener] = count % 2 ? [there, here] : [here, there]
      await speaker.ask('message:send', textTo(id, `${count}`))
      await listener.hears('message:posted', ({ message }) => message.text === `${count}`)
    }
    const { events } = await ana.trpc.messages.history.query({ conversationId: id, limit: 50 })
    const said = events.flatMap((event) => (event.kind === 'message:posted' ? event.message : []))
    expect(said.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, count) => `${count}`))
    const times = said.map(({ sentAt }) => Date.parse(sentAt))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.every((at) => at >= from)).toBe(true)
    expect(times.at(-1) ?? Number.NaN).toBeLessThanOrEqual(await databaseTime())
  })

  it('keep sessions, with the times at which they really were active', async () => {
    const ana = await person('ana')
    const at = await databaseTime()
    for (let count = 0; count < 6; count += 1) {
      const [session] = await ana.trpc.sessions.list.query()
      expect(Math.abs(Date.parse(session?.lastActiveAt ?? '') - at)).toBeLessThan(2 * MINUTE_MS)
    }
  })

  it('end sessions at the time at which they really end', async () => {
    const ana = await person('ana')
    for (let count = 0; count < 4; count += 1) {
      const ended = await stage.again(ana)
      const { sessionId } = ended.client.me.getState()
      await ana.trpc.sessions.revoke.mutate({ sessionId })
      const { rows } = await database.pool.query<{ at: Date }>('SELECT revoked_at AS at FROM sessions WHERE id = $1', [
        sessionId,
      ])
      expect(Math.abs((rows[0]?.at.getTime() ?? Number.NaN) - (await databaseTime()))).toBeLessThan(2 * MINUTE_MS)
    }
  })

  it('take the end of a group that is ahead, whoever is asked, and none that is over', async () => {
    const [ana, bea] = [await person('ana'), await person('bea')]
    const end = async (inMs: number) => new Date((await databaseTime()) + inMs).toISOString()
    for (let count = 0; count < 4; count += 1) {
      const group = { name: 'Soon over', userIds: [bea.userId] }
      await ana.trpc.conversations.createGroup.mutate({ ...group, endsAt: await end(3 * MINUTE_MS) })
      const over = ana.trpc.conversations.createGroup.mutate({ ...group, endsAt: await end(-3 * MINUTE_MS) })
      await expect(over).rejects.toThrow('still to come')
    }
  })

  it('erase what is over, and nothing that has minutes left', async () => {
    const [ana, bea] = [await person('ana'), await person('bea')]
    const id = await ana.openDirect(bea.userId)
    await ana.trpc.conversations.change.mutate({ conversationId: id, disappearAfterMs: MINUTE_MS })
    const over = await ana.send(id, 'over')
    await timesUp(database.pool, id)
    await ana.trpc.conversations.change.mutate({ conversationId: id, disappearAfterMs: 4 * MINUTE_MS })
    await bea.send(id, 'minutes left')
    const texts = async () => {
      const { events } = await ana.trpc.messages.history.query({ conversationId: id, limit: 50 })
      return events.flatMap((event) => (event.kind === 'message:posted' ? [event.message.text] : []))
    }
    await expect.poll(texts, LONG).toEqual(['minutes left'])
    expect(over.message.text).toBe('over')
  })

  it('make an export, and keep it for as long as they say', async () => {
    const ana = await person('ana')
    await ana.trpc.exports.begin.mutate()
    await expect.poll(async () => (await ana.trpc.exports.status.query())?.state, LONG).toBe('ready')
    const [status, now] = [await ana.trpc.exports.status.query(), await databaseTime()]
    expect(Math.abs(Date.parse(status?.startedAt ?? '') - now)).toBeLessThan(2 * MINUTE_MS)
    const [keptFor, ready] = [Date.parse(status?.expiresAt ?? '') - now, status?.size ?? 0]
    expect(Math.abs(keptFor / DAY_MS - Math.round(keptFor / DAY_MS))).toBeLessThan((2 * MINUTE_MS) / DAY_MS)
    expect(ready).toBeGreaterThan(0)
  })

  it('say of a killed gateway’s people when they were last seen, within 30 s', { timeout: 120_000 }, async () => {
    const [ana, bea] = [await person('ana'), await person('bea')]
    await ana.openDirect(bea.userId)
    const [watcher, watched] = [await socketOf(bea, slow), await socketOf(ana, fast)]
    await ana.close()
    await watcher.ask('presence:watch', { userIds: [ana.userId] })
    const from = await databaseTime()
    await watched.ask('activity:report', { visible: true, input: true })
    await watcher.hears('presence:changed', ({ userId, online }) => userId === ana.userId && online)
    const until = await databaseTime()
    await fast.kill()
    const { lastSeenAt } = await watcher.hears('presence:changed', ({ online }) => !online)
    expect(Date.parse(lastSeenAt ?? '')).toBeGreaterThanOrEqual(from)
    expect(Date.parse(lastSeenAt ?? '')).toBeLessThanOrEqual(until + 1)
    await fast.start()
    await cluster.ready()
  })
})
