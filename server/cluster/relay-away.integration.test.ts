import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type NodeClient, signUp } from '@/client/node'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { createTestDatabase, type TestDatabase } from '../testing/database'
import { connectSocket, type TestSocket } from '../testing/gateway-stage'
import { findNatsServer } from '../testing/nats'
import { type Cluster, openCluster } from './open-cluster'

const PASSWORD = 'correct horse battery'
const LONG = { timeout: 45_000, interval: 50 }

describe.skipIf(findNatsServer() === null)('while NATS goes and comes under talk', () => {
  let folder: string
  let database: TestDatabase
  let cluster: Cluster
  const people: NodeClient[] = []
  const sockets: TestSocket[] = []

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-relay-'))
    database = await createTestDatabase()
    cluster = await openCluster({ dataFolder: folder, databaseUrl: database.url, gateways: 2, webs: 1 })
  })

  afterAll(async () => {
    for (const socket of sockets) socket.close()
    await Promise.all(people.map((person) => person.close()))
    const codes = await cluster?.stop()
    await database?.drop()
    if (folder) fs.rmSync(folder, { recursive: true, force: true })
    expect(codes).toEqual({ 'gateway-1': 0, 'gateway-2': 0, 'web-1': 0 })
  })

  async function person(name: string): Promise<NodeClient> {
    const userName = `${name}${Date.now()}`
    await signUp({ url: cluster.url, userName, fullName: name, password: PASSWORD })
    const client = await connect({ url: cluster.url, userName, password: PASSWORD })
    people.push(client)
    return client
  }

  /** At each gateway a socket that only listens. */
  async function ears({ client, userId, trpc }: NodeClient): Promise<TestSocket[]> {
    for (const { url } of cluster.gateways) {
      const { ticket } = await trpc.auth.ticket.mutate()
      const tickets = { issue: () => ticket, read: () => null }
      sockets.push(await connectSocket(url, { tickets }, { userId, sessionId: client.me.getState().sessionId }))
    }
    return sockets
  }

  it('all that is said arrives once, in one order, as soon as it is back', { timeout: 150_000 }, async () => {
    const [ana, bea] = [await person('ana'), await person('bea')]
    const id: ConversationId = await ana.openDirect(bea.userId)
    const heard = people.map((one) => {
      const texts: string[] = []
      one.follow((event: LogEvent) => event.kind === 'message:posted' && texts.push(event.message.text))
      return texts
    })
    const listening = await ears(bea)
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
