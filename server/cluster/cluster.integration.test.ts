import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { NodeClient } from '@/client/node'
import { type ClusterStage, openClusterStage } from '../testing/cluster-stage'
import { type TestSocket, textTo } from '../testing/gateway-stage'
import { findNatsServer } from '../testing/nats'
import type { Member } from './member'
import type { Cluster } from './open-cluster'

const OFFLINE_WITHIN_MS = 30_000

describe.skipIf(findNatsServer() === null)('many processes', () => {
  let stage: ClusterStage
  let cluster: Cluster
  let here: Member
  let there: Member
  const person = (name: string): Promise<NodeClient> => stage.person(name)
  const socketOf = (one: NodeClient, at: Member): Promise<TestSocket> => stage.socketOf(one, at)

  beforeAll(async () => {
    stage = await openClusterStage({ webs: 1 })
    ;({ cluster, here, there } = stage)
  })
  afterEach(() => stage.letGo())
  afterAll(async () => {
    expect(await stage?.close()).toEqual({ 'gateway-1': 0, 'gateway-2': 0, 'web-1': 0 })
  })

  const natsAway = async (work: () => Promise<void>): Promise<void> => {
    await cluster.nats?.whileAway(work)
    await cluster.ready()
  }
  const natsThere = (work: () => Promise<void>): Promise<void> => work()

  describe.each([
    ['while all is well', natsThere],
    ['while NATS is away', natsAway],
  ] as const)('%s', (_, meanwhile) => {
    it('end a session’s sockets wherever they are when it is revoked at the pages', async () => {
      const ana = await person('ana')
      const everywhere = [await socketOf(ana, here), await socketOf(ana, there)]
      const again = await stage.again(ana)
      await meanwhile(async () => {
        await again.trpc.sessions.revoke.mutate({ sessionId: ana.client.me.getState().sessionId })
        await Promise.all(everywhere.map((socket) => socket.gone()))
      })
    })

    it('say nothing more to a removed member, wherever they are', async () => {
      const [ana, bea, carl] = [await person('ana'), await person('bea'), await person('carl')]
      const { conversationId } = await ana.trpc.conversations.createGroup.mutate({
        name: 'Hiking',
        userIds: [bea.userId, carl.userId],
      })
      const [removed, stays] = [await socketOf(bea, there), await socketOf(carl, there)]
      await meanwhile(async () => {
        await ana.trpc.conversations.removeMember.mutate({ conversationId, userId: bea.userId })
        await stays.ask('message:send', textTo(conversationId, 'Without Bea'))
        await stays.hears('message:posted', ({ message }) => message.text === 'Without Bea')
        // What was published to both of them comes in one order.
        await removed.ask('heads:compare', { digest: '', people: [] })
        expect(removed.told('message:posted')).toEqual([])
      })
    })

    it('say nothing more of a person to whom they have blocked, wherever that one looks', async () => {
      const [ana, bea] = [await person('ana'), await person('bea')]
      await ana.openDirect(bea.userId)
      const [watcher, watched] = [await socketOf(bea, there), await socketOf(ana, there)]
      await watcher.ask('presence:watch', { userIds: [ana.userId] })
      await watched.ask('activity:report', { visible: true, input: true })
      await watcher.hears('presence:changed', ({ userId, online }) => userId === ana.userId && online)
      await meanwhile(async () => {
        await ana.trpc.contacts.block.mutate({ userId: bea.userId })
        const end = await watcher.hears('presence:changed', ({ online }) => !online)
        expect(end).toEqual({ userId: ana.userId, online: false, lastSeenAt: null })
      })
    })
  })

  it('have a killed gateway’s people offline within 30 s, last seen when they were', { timeout: 120_000 }, async () => {
    const [ana, bea] = [await person('ana'), await person('bea')]
    await ana.openDirect(bea.userId)
    const [watcher, watched] = [await socketOf(bea, there), await socketOf(ana, here)]
    await ana.close()
    await watcher.ask('presence:watch', { userIds: [ana.userId] })
    const from = await databaseTime()
    await watched.ask('activity:report', { visible: true, input: true })
    await watcher.hears('presence:changed', ({ userId, online }) => userId === ana.userId && online)
    const until = await databaseTime()
    await here.kill()
    const killedAt = Date.now()
    const { lastSeenAt } = await watcher.hears('presence:changed', ({ online }) => !online)
    expect(Date.now() - killedAt).toBeLessThan(OFFLINE_WITHIN_MS)
    expect(Date.parse(lastSeenAt ?? '')).toBeGreaterThanOrEqual(from)
    expect(Date.parse(lastSeenAt ?? '')).toBeLessThanOrEqual(until + 1)
    await here.start()
    await cluster.ready()
  })

  async function databaseTime(): Promise<number> {
    const { rows } = await stage.database.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
    return rows[0]?.now.getTime() ?? Number.NaN
  }
})
