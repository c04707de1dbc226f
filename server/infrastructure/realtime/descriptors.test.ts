import fs from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Actor } from '@/server/application/account-ports'
import { connectSocket, memoryPorts, type RunningGateway, runGateway } from '@/server/testing/gateway-stage'
import { openRawWebSocket } from '@/server/testing/raw-web-socket'

const OPEN = '/proc/self/fd'
const ROUNDS = 5
const EACH = 10

let ports: ReturnType<typeof memoryPorts>
let running: RunningGateway
let ana: Actor

beforeEach(async () => {
  ports = memoryPorts()
  ana = await ports.addPerson('ana')
  running = await runGateway(ports, { backlog: { bytes: 100_000, packets: 1_000, totalBytes: 100_000_000 } })
})
afterEach(() => running.stop())

/** However a connection can end. */
async function comeAndGo(): Promise<void> {
  const polite = await connectSocket(running.url, ports, ana)
  polite.close()
  const polling = await connectSocket(running.url, ports, ana, { io: { transports: ['polling'] } })
  polling.close()
  await connectSocket(running.url, ports, ana, { auth: { ticket: 'nonsense', protocol: 1 } }).catch(() => {})
  const killed = await openRawWebSocket(running.url, ports, ana)
  killed.destroy()
  const slow = await openRawWebSocket(running.url, ports, ana)
  slow.stopReading()
  const cut = running.gateway.stats().cutOff
  const payload = { id: '1', userName: 'ana', fullName: 'Ana', about: 'x'.repeat(100_000), pictureId: null, version: 1 }
  while (running.gateway.stats().cutOff === cut) {
    ports.relay.publish([`user.${ana.userId}`], { name: 'profile:changed', payload })
  }
  slow.destroy()
}

it.skipIf(!fs.existsSync(OPEN))('leaves no socket and no descriptor behind, however connections end', async () => {
  const open = (): number => fs.readdirSync(OPEN).length
  await comeAndGo()
  await expect.poll(() => running.gateway.stats().sockets).toBe(0)
  running.httpServer.closeIdleConnections()
  const before = open()
  for (let round = 0; round < ROUNDS; round++) await Promise.all(Array.from({ length: EACH }, comeAndGo))
  await expect.poll(() => running.gateway.stats(), { timeout: 10_000 }).toMatchObject({ sockets: 0, waitingBytes: 0 })
  await expect
    .poll(
      () => {
        running.httpServer.closeIdleConnections()
        return open()
      },
      { timeout: 20_000 },
    )
    .toBeLessThanOrEqual(before)
})
