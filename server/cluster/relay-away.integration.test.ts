import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { type ClusterStage, openClusterStage } from '../testing/cluster-stage'
import { findNatsServer } from '../testing/nats'

const LONG = { timeout: 45_000, interval: 50 }

describe.skipIf(findNatsServer() === null)('while NATS goes and comes under talk', () => {
  let stage: ClusterStage

  beforeAll(async () => {
    stage = await openClusterStage({ webs: 1 })
  })
  afterAll(async () => {
    expect(await stage?.close()).toEqual({ 'gateway-1': 0, 'gateway-2': 0, 'web-1': 0 })
  })

  it('all that is said arrives once, in one order, as soon as it is back', { timeout: 150_000 }, async () => {
    const { cluster, people, here, there } = stage
    const [ana, bea] = [await stage.person('ana'), await stage.person('bea')]
    const id: ConversationId = await ana.openDirect(bea.userId)
    const heard = people.map((one) => {
      const texts: string[] = []
      one.follow((event: LogEvent) => event.kind === 'message:posted' && texts.push(event.message.text))
      return texts
    })
    const listening = [await stage.socketOf(bea, here), await stage.socketOf(bea, there)]
    let said = 0
    const talk = async (count: number): Promise<void> => {
      for (const until = said + count; said < until; said += 1) {
        const speaker = people[said % people.length]
        speaker?.client.conversation(id).send(`${said}`)
        await expect.poll(() => speaker?.client.pending.getState().length, LONG).toBe(0)
      }
    }
    await talk(10)
    for (let round = 1; round <= 2; round += 1) {
      const doubts = listening.map((socket) => socket.told('heads:doubted').length)
      // Nobody is held up: what is said is taken in without it.
      await cluster.nats?.whileAway(() => talk(20))
      await expect
        .poll(() => listening.map((socket, index) => socket.told('heads:doubted').length > (doubts[index] ?? 0)), LONG)
        .toEqual([true, true])
      await expect.poll(() => heard.map(({ length }) => length), LONG).toEqual([said, said])
      await talk(10)
    }
    await expect.poll(() => heard.map(({ length }) => length), LONG).toEqual([said, said])
    const order = heard[0] ?? []
    expect(new Set(order).size).toBe(said)
    expect(heard[1]).toEqual(order)
    const own = (of: number) => order.filter((text) => Number(text) % people.length === of)
    for (const of of [0, 1]) expect(own(of)).toEqual([...own(of)].sort((a, b) => Number(a) - Number(b)))
  })
})
