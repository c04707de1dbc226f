import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FaultProxy, startFaultProxy } from './fault-proxy'

let echo: Server
let proxy: FaultProxy
const open: Socket[] = []
const received: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => {
    received.push(socket)
    socket.on('error', () => {})
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  proxy = await startFaultProxy((echo.address() as AddressInfo).port)
})

afterEach(async () => {
  for (const socket of [...open.splice(0), ...received.splice(0)]) socket.destroy()
  await proxy.close()
  await new Promise((resolve) => echo.close(resolve))
})

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1')
  open.push(socket)
  await once(socket, 'connect')
  socket.setEncoding('utf8')
  return socket
}

async function says(socket: Socket, text: string): Promise<string> {
  socket.write(text)
  const [answer] = await once(socket, 'data')
  return answer
}

/** Whether anything comes while another, healthy round trip to the echo server completes. */
async function staysQuiet(socket: Socket): Promise<boolean> {
  let heard = false
  socket.once('data', () => {
    heard = true
  })
  const direct = connect((echo.address() as AddressInfo).port, '127.0.0.1')
  open.push(direct)
  direct.write('ping')
  await once(direct, 'data')
  return !heard
}

test('passes bytes both ways', async () => {
  expect(await says(await dial(), 'hello')).toBe('hello')
})

test('passes the end of a stream on', async () => {
  const socket = await dial()
  await says(socket, 'hello')
  socket.end()
  await once(socket, 'end')
})

test('cuts what is open and takes new connections', async () => {
  const socket = await dial()
  await says(socket, 'hello')
  proxy.cut()
  await expect(once(socket, 'close')).rejects.toThrow('ECONNRESET')
  expect(await says(await dial(), 'again')).toBe('again')
})

test('cuts only what is chosen', async () => {
  const first = await dial()
  await says(first, 'one')
  const second = await dial()
  await says(second, 'two')
  const choices = [true, false]
  proxy.cut(() => choices.shift() ?? false)
  await expect(once(first, 'close')).rejects.toThrow('ECONNRESET')
  expect(await says(second, 'still here')).toBe('still here')
})

test('holds everything while stalled and loses nothing', async () => {
  const socket = await dial()
  await says(socket, 'hello')
  proxy.stall()
  socket.write('held')
  expect(await staysQuiet(socket)).toBe(true)
  const heard = once(socket, 'data')
  proxy.heal()
  expect((await heard)[0]).toBe('held')
})

test('goes silent without closing, and what lived through it stays dead', async () => {
  const socket = await dial()
  await says(socket, 'hello')
  proxy.silence()
  socket.write('lost')
  expect(await staysQuiet(socket)).toBe(true)
  proxy.heal()
  socket.write('lost too')
  expect(await staysQuiet(socket)).toBe(true)
  expect(socket.destroyed).toBe(false)
  expect(await says(await dial(), 'again')).toBe('again')
})

test('keeps the order when the delay shrinks', async () => {
  const socket = await dial()
  proxy.delay(30)
  socket.write('slow ')
  await once(received[0] ?? (await once(echo, 'connection'))[0], 'data')
  proxy.delay(0)
  socket.write('quick')
  let heard = ''
  for await (const chunk of socket) {
    heard += chunk
    if (heard.length === 'slow quick'.length) break
  }
  expect(heard).toBe('slow quick')
})

test('refuses new connections and keeps the open ones', async () => {
  const kept = await dial()
  await says(kept, 'hello')
  proxy.refuse()
  const refused = connect(proxy.port, '127.0.0.1')
  open.push(refused)
  await expect(once(refused, 'close')).rejects.toThrow('ECONNRESET')
  expect(await says(kept, 'still here')).toBe('still here')
  proxy.heal()
  expect(await says(await dial(), 'again')).toBe('again')
})

test('counts what clients send, and resets everything once it is so much', async () => {
  const [one, other] = [await dial(), await dial()]
  await says(one, 'hello')
  expect(proxy.sent).toBe(5)
  const resets = Promise.all([one, other].map((socket) => once(socket, 'error')))
  const reached = proxy.refuseAfter(8)
  expect(await says(other, 'four')).toBe('four')
  one.write('four')
  await reached
  expect((await resets).flat()).toMatchObject([{ code: 'ECONNRESET' }, { code: 'ECONNRESET' }])
  const refused = connect(proxy.port, '127.0.0.1')
  open.push(refused)
  const [error] = await once(refused, 'error')
  expect(error.code).toBe('ECONNRESET')
  proxy.heal()
  expect(await says(await dial(), 'again')).toBe('again')
})

test('a watched connection falls silent at the piece that its watcher holds back, and others go on', async () => {
  const watched = await startFaultProxy((echo.address() as AddressInfo).port, 0, () => (chunk, from) => {
    return from === 'client' || !chunk.includes('stop')
  })
  try {
    const [one, other] = [connect(watched.port, '127.0.0.1'), connect(watched.port, '127.0.0.1')]
    open.push(one, other)
    for (const socket of [one, other]) socket.setEncoding('utf8').on('error', () => {})
    expect(await says(one, 'go')).toBe('go')
    one.write('stop')
    expect(await says(other, 'on')).toBe('on')
    expect(await staysQuiet(one)).toBe(true)
    const closed = new Promise((resolve) => one.once('close', resolve))
    watched.cut()
    await closed
  } finally {
    await watched.close()
  }
})
