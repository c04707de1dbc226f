import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { openCluster } from '@/server/cluster/open-cluster'
import { freePort, startApp } from '@/server/testing/app-process'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'
import { findNatsServer } from '@/server/testing/nats'
import { connect, type NodeClient, signUp } from './node'

const PASSWORD = 'correct horse battery'
const WAIT = { timeout: 20_000 }

interface Shape {
  readonly url: string
  readonly port: number
  stop(): Promise<unknown>
}

type Place = { readonly dataFolder: string; readonly databaseUrl: string }

async function oneProcess({ dataFolder, databaseUrl }: Place): Promise<Shape> {
  const port = await freePort()
  const app = startApp({ port, dataFolder, env: { DATABASE_URL: databaseUrl } })
  await app.ready()
  return { url: app.url, port, stop: app.stop }
}

const manyProcesses = (place: Place): Promise<Shape> => openCluster({ ...place, gateways: 2, webs: 2 })

const SHAPES = [
  ['one process', oneProcess],
  ...(findNatsServer() ? [['many processes', manyProcesses] as const] : []),
] as const

describe.each(SHAPES)('a client of %s', (_, open) => {
  let folder: string
  let database: TestDatabase
  let app: Shape
  let proxy: FaultProxy
  const clients: NodeClient[] = []
  let people = 0

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-client-'))
    database = await createTestDatabase({ empty: true })
    app = await open({ dataFolder: folder, databaseUrl: database.url })
    proxy = await startFaultProxy(app.port)
  })

  afterEach(async () => {
    proxy.heal()
    await Promise.all(clients.splice(0).map((client) => client.close()))
  })

  afterAll(async () => {
    await proxy?.close()
    await app?.stop()
    await database?.drop()
    fs.rmSync(folder, { recursive: true, force: true })
  })

  async function newcomer(name: string): Promise<string> {
    people += 1
    const userName = `${name}${people}`
    await signUp({ url: app.url, userName, fullName: name, password: PASSWORD })
    return userName
  }

  /** `shaky`: by way of the proxy that misbehaves. */
  async function device(userName: string, way: 'straight' | 'shaky' = 'straight'): Promise<NodeClient> {
    const url = way === 'shaky' ? `http://127.0.0.1:${proxy.port}` : app.url
    const client = await connect({ url, userName, password: PASSWORD })
    clients.push(client)
    return client
  }

  async function pair(): Promise<{ ana: NodeClient; bea: NodeClient; id: ConversationId }> {
    const [ana, bea] = [await device(await newcomer('ana')), await device(await newcomer('bea'), 'shaky')]
    return { ana, bea, id: await ana.openDirect(bea.userId) }
  }

  const said = (events: readonly LogEvent[]): string[] =>
    events.flatMap((event) => (event.kind === 'message:posted' ? event.message.text : []))
  const shown = (client: NodeClient, id: ConversationId): string[] => {
    const { events, pending } = client.client.conversation(id).store.getState()
    return [...said(events), ...pending.map(({ text }) => `${text} (waits)`)]
  }
  const line = async (client: NodeClient, id: ConversationId) =>
    (await client.list()).find(({ entry }) => entry.conversation.id === id)

  it('lets two people talk: what is sent is shown to both, delivered, and seen', async () => {
    const { ana, bea, id } = await pair()
    const { seq } = await ana.send(id, 'Hello')
    const conversation = await bea.open(id)
    await expect.poll(() => shown(bea, id), WAIT).toEqual(['Hello'])
    await expect.poll(async () => (await line(ana, id))?.receipts, WAIT).toEqual({ delivered: seq, seen: 0 })
    conversation.read(seq)
    await expect.poll(async () => (await line(ana, id))?.receipts, WAIT).toEqual({ delivered: seq, seen: seq })
    expect((await line(bea, id))?.state).toMatchObject({ unread: 0, read: seq })
  })

  it('keeps two devices of one person in step', async () => {
    const userName = await newcomer('ana')
    const [phone, desk] = [await device(userName), await device(userName)]
    const bea = await device(await newcomer('bea'))
    const id = await phone.openDirect(bea.userId)
    await bea.send(id, 'One')
    const { seq } = await bea.send(id, 'Two')
    await expect.poll(async () => (await line(desk, id))?.state.unread, WAIT).toBe(2)
    ;(await phone.open(id)).read(seq)
    await phone.client.setPrivateState(id, { pinned: true })
    await expect.poll(async () => (await line(desk, id))?.state.unread, WAIT).toBe(0)
    expect((await line(desk, id))?.state.pinnedAt).not.toBeNull()
  })

  it('shows what was said while the connection was cut, once and in order', async () => {
    const { ana, bea, id } = await pair()
    await bea.open(id)
    const texts = Array.from({ length: 12 }, (_, index) => `Word ${index}`)
    for (const [index, text] of texts.entries()) {
      if (index % 4 === 1) proxy.cut()
      await ana.send(id, text)
    }
    await expect.poll(() => shown(bea, id), WAIT).toEqual(texts)
  })

  it('sends what was written without a network when it is back, once and in order', async () => {
    const { ana, bea, id } = await pair()
    const conversation = await bea.open(id)
    proxy.refuse()
    proxy.cut()
    await expect.poll(() => bea.client.connection.getState().status, WAIT).not.toBe('online')
    for (const text of ['One', 'Two', 'Three']) conversation.send(text)
    expect(shown(bea, id)).toEqual(['One (waits)', 'Two (waits)', 'Three (waits)'])
    proxy.heal()
    await expect.poll(() => shown(bea, id), WAIT).toEqual(['One', 'Two', 'Three'])
    await ana.open(id)
    await expect.poll(() => shown(ana, id), WAIT).toEqual(['One', 'Two', 'Three'])
  })

  it('leaves a connection that has gone silent when the device wakes', async () => {
    const { ana, bea, id } = await pair()
    await bea.open(id)
    proxy.silence()
    await ana.send(id, 'Are you there?')
    bea.client.conversation(id).send('Yes')
    proxy.heal()
    bea.client.wake()
    await expect.poll(() => shown(bea, id), WAIT).toEqual(['Are you there?', 'Yes'])
  })

  it('shows a removed member nothing more, and all again that a new stay shows', async () => {
    const { ana, bea } = await pair()
    const carl = await device(await newcomer('carl'))
    const { conversationId } = await ana.trpc.conversations.createGroup.mutate({
      name: 'Hiking',
      userIds: [bea.userId, carl.userId],
    })
    await expect.poll(async () => (await line(bea, conversationId))?.entry.member.active, WAIT).toBe(true)
    await bea.open(conversationId)
    await ana.send(conversationId, 'Before')
    await ana.trpc.conversations.removeMember.mutate({ conversationId, userId: bea.userId })
    await expect.poll(async () => (await line(bea, conversationId))?.entry.member.active, WAIT).toBe(false)
    await ana.send(conversationId, 'Without Bea')
    await expect(bea.send(conversationId, 'Still here?')).rejects.toMatchObject({ code: 'not_allowed' })
    expect(said(bea.client.conversation(conversationId).store.getState().events)).toEqual(['Before'])
    await ana.trpc.conversations.addMembers.mutate({ conversationId, userIds: [bea.userId] })
    await ana.send(conversationId, 'Welcome back')
    await expect
      .poll(() => said(bea.client.conversation(conversationId).store.getState().events), WAIT)
      .toEqual(['Before', 'Welcome back'])
  })

  it('follows a conversation from its first event on, and sends into one that it has just made', async () => {
    const { ana, bea } = await pair()
    const heard: LogEvent[] = []
    bea.follow((event) => heard.push(event))
    const { conversationId } = await ana.trpc.conversations.createGroup.mutate({
      name: 'Hiking',
      userIds: [bea.userId],
    })
    await Promise.all(['One', 'Two'].map((text) => ana.send(conversationId, text)))
    const ofGroup = () => heard.filter((event) => event.conversationId === conversationId).map(({ kind }) => kind)
    await expect.poll(ofGroup, WAIT).toEqual(['conversation:created', 'message:posted', 'message:posted'])
  })

  it('ends when its session is revoked, and leaves nothing here', async () => {
    const userName = await newcomer('ana')
    const [here, lost] = [await device(userName), await device(userName)]
    const bea = await device(await newcomer('bea'))
    await lost.send(await lost.openDirect(bea.userId), 'A secret')
    await here.trpc.sessions.revoke.mutate({ sessionId: lost.client.me.getState().sessionId })
    await expect.poll(() => lost.client.connection.getState().status, WAIT).toBe('ended')
    await expect.poll(() => lost.client.overview.getState().lines, WAIT).toEqual([])
  })

  it('tells who can’t sign in why', async () => {
    const userName = await newcomer('ana')
    const wrong = connect({ url: app.url, userName, password: 'not the password' })
    await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated' })
    const nowhere = connect({ url: 'http://127.0.0.1:9', userName, password: PASSWORD })
    await expect(nowhere).rejects.toMatchObject({ code: 'busy' })
  })
})
