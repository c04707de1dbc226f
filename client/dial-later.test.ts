import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, expect, it } from 'vitest'
import { dialLater } from './dial-later'
import type { WireListener } from './wire'

let end = async (): Promise<void> => {}
afterEach(() => end())

async function openGateway() {
  const http = createServer()
  const sockets = new Server(http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  end = async () => void (await sockets.close())
  return { sockets, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

function listened() {
  let told = (): void => {}
  const connected = new Promise<void>((resolve) => {
    told = resolve
  })
  const heard: string[] = []
  const listener: WireListener = {
    connected: () => told(),
    event: ({ name }) => heard.push(name),
    closed: () => heard.push('closed'),
  }
  return { listener, connected, heard }
}

const TICKET = { ticket: 'any', timeoutMs: 5_000 }

it('connects once it is calm, and asks nothing before', async () => {
  const { sockets, url } = await openGateway()
  sockets.on('connection', (socket) => socket.onAny((_, __, answer) => answer({ ok: true })))
  let calm = (): void => {}
  const { listener, connected, heard } = listened()
  const wire = dialLater(
    () =>
      new Promise((resolve) => {
        calm = resolve
      }),
  )({ url, ...TICKET }, listener)
  await expect(wire.request('typing:start', { conversationId: '1' }, 1_000)).rejects.toMatchObject({
    code: 'busy',
  })
  calm()
  await connected
  expect(await wire.request('typing:start', { conversationId: '1' }, 1_000)).toEqual({ ok: true })
  wire.close()
  expect(heard).toEqual([])
})

it('makes no connection that was closed meanwhile', async () => {
  const { sockets, url } = await openGateway()
  const seen: string[] = []
  sockets.on('connection', ({ handshake }) => seen.push(handshake.auth.ticket))
  const { listener, connected } = listened()
  dialLater(async () => {})({ url, ...TICKET, ticket: 'closed' }, listener).close()
  const wire = dialLater(async () => {})({ url, ...TICKET, ticket: 'kept' }, listener)
  await connected
  wire.close()
  expect(seen).toEqual(['kept'])
})
