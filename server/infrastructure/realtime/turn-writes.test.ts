import { setImmediate as turn } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { TurnWrites } from './turn-writes'

/** As Engine.IO's: what is sent is handed over at once, unless the transport has something to write. */
class FakeConnection {
  readonly done: string[] = []
  writeBuffer: string[] = []
  readonly transport = {
    writable: true,
    socket: { _socket: { cork: () => this.done.push('cork'), uncork: () => this.done.push('uncork') } },
  }

  send(packet: string): void {
    this.writeBuffer.push(packet)
    this.flush()
  }

  flush(): void {
    if (!this.transport.writable || this.writeBuffer.length === 0) return
    this.done.push(this.writeBuffer.join())
    this.writeBuffer = []
  }
}

let writes: TurnWrites
const followed = (): FakeConnection => {
  const connection = new FakeConnection()
  writes.follow({ conn: connection as never })
  return connection
}

beforeEach(() => {
  writes = new TurnWrites()
})

test('what a turn says to a connection is written at its end, in order and at once', async () => {
  const [one, other] = [followed(), followed()]
  one.send('acknowledged')
  other.send('posted')
  await Promise.resolve()
  one.send('receipts')
  expect(one.done).toEqual([])
  await turn()
  expect(one.done).toEqual(['cork', 'acknowledged,receipts', 'uncork'])
  expect(other.done).toEqual(['cork', 'posted', 'uncork'])
})

test('what is said in another turn is another write', async () => {
  const one = followed()
  one.send('first')
  await turn()
  one.send('second')
  await turn()
  expect(one.done).toEqual(['cork', 'first', 'uncork', 'cork', 'second', 'uncork'])
})

test('a ping goes as it is written to the wire, and nothing else does', async () => {
  const one = followed()
  const [ping, message] = [
    { type: 'ping', options: {} },
    { type: 'message', options: {} },
  ]
  for (const packet of [ping, message]) {
    one.send(packet as never)
    await turn()
  }
  // A whole WebSocket message of text, not masked, whose one character is Engine.IO's for a ping.
  expect([ping, message]).toEqual([
    { type: 'ping', options: { wsPreEncodedFrame: [Buffer.from([0x80 | 0x1, 1, '2'.charCodeAt(0)])] } },
    { type: 'message', options: {} },
  ])
})

test('what a transport has no room for goes when it is ready again', async () => {
  const one = followed()
  one.transport.writable = false
  one.send('waits')
  await turn()
  expect(one.writeBuffer).toEqual(['waits'])
  one.transport.writable = true
  one.flush()
  await turn()
  expect(one.done.filter((what) => what === 'waits')).toEqual(['waits'])
  expect(one.writeBuffer).toEqual([])
})
