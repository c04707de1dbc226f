import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, expect, it } from 'vitest'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'
import { dialSocket } from './wire'

const PING_MS = 100

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Connects through a proxy, breaks the way, and resolves with what the wire says of it. */
async function lossBy(breakWay: (proxy: FaultProxy) => void): Promise<boolean | undefined> {
  const http = createServer()
  const io = new Server(http, { pingInterval: PING_MS, pingTimeout: PING_MS })
  closing.push(() => io.close())
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const proxy = await startFaultProxy((http.address() as AddressInfo).port)
  closing.push(() => proxy.close())
  return new Promise((resolve) => {
    const target = { url: `http://127.0.0.1:${proxy.port}`, ticket: '', timeoutMs: 5_000 }
    dialSocket(target, {
      connected: () => breakWay(proxy),
      event() {},
      closed: (_refusal, silent) => resolve(silent),
    })
  })
}

it('says of a connection on which nothing is heard any more that it fell silent', async () => {
  expect(await lossBy((proxy) => proxy.silence())).toBe(true)
})

it('says of a connection that is cut that it didn’t', async () => {
  expect(await lossBy((proxy) => proxy.cut())).toBe(false)
})
