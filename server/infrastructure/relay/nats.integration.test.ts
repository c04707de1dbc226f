import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RelayEvent } from '@/server/application/relay-ports'
import { startFaultProxy } from '@/server/testing/fault-proxy'
import { findNatsServer, startNats, type TestNats } from '@/server/testing/nats'
import { describeRelay } from './contract'
import { connectNatsRelay } from './nats'

const doubted: RelayEvent = { name: 'heads:doubted', payload: null }

describe.skipIf(findNatsServer() === null)('with a NATS server', () => {
  let nats: TestNats
  beforeAll(async () => {
    nats = await startNats()
  })
  afterAll(async () => {
    await nats.stop()
  })

  describeRelay('NATS', async () => ({ near: await connectNatsRelay(nats.url), far: await connectNatsRelay(nats.url) }))

  describeRelay('NATS within one process', async () => {
    const relay = await connectNatsRelay(nats.url)
    return { near: relay, far: relay }
  })

  it('tells every process to doubt when the server was away, and carries events again', async () => {
    const near = await connectNatsRelay(nats.url)
    const far = await connectNatsRelay(nats.url)
    const doubts = { near: deferred(), far: deferred() }
    const heard = deferred()
    near.listen(() => {}, doubts.near.resolve)
    const subscription = far.listen(heard.resolve, doubts.far.resolve)
    subscription.join('user.1')
    await far.flush()
    await nats.restart()
    await Promise.all([doubts.near.promise, doubts.far.promise])
    await far.flush()
    near.publish(['user.1'], doubted)
    await heard.promise
    await near.close()
    await far.close()
  })

  it('delivers within its process and answers flushes while the server is away', async () => {
    const relay = await connectNatsRelay(nats.url)
    const heard: RelayEvent[] = []
    const back = deferred()
    const subscription = relay.listen((_, event) => heard.push(event), back.resolve)
    subscription.join('user.1')
    await relay.flush()
    await nats.whileAway(async () => {
      await until(() => !relay.connected)
      relay.publish(['user.1'], doubted)
      await relay.flush()
      expect(heard).toEqual([doubted])
    })
    await back.promise
    expect(relay.connected).toBe(true)
    await relay.close()
  })

  it('has those concerned doubt when an event is more than a message can hold', async () => {
    const near = await connectNatsRelay(nats.url)
    const far = await connectNatsRelay(nats.url)
    const heard: RelayEvent[] = []
    const done = deferred()
    const subscription = far.listen(
      (_, event) => {
        heard.push(event)
        done.resolve()
      },
      () => {},
    )
    subscription.join('user.1')
    await far.flush()
    const about = 'x'.repeat(2_000_000)
    near.publish(['user.1'], {
      name: 'profile:changed',
      payload: { id: '1', userName: 'ana', fullName: 'Ana', about, pictureId: null, version: 1 },
    })
    await done.promise
    expect(heard).toEqual([doubted])
    await near.close()
    await far.close()
  })

  it('doubts each time that something comes which it can’t read', async () => {
    const relay = await connectNatsRelay(nats.url)
    const stranger = await connect({ servers: nats.url })
    const doubts = [deferred(), deferred(), deferred()]
    let doubted = 0
    const subscription = relay.listen(
      () => expect.unreachable(),
      () => doubts[doubted++]?.resolve(),
    )
    subscription.join('user.1')
    await relay.flush()
    for (const [at, payload] of ['', 'hello', '{"id":"1.1","chan'].entries()) {
      stranger.publish('kith.user.1', payload)
      await doubts[at]?.promise
    }
    await stranger.close()
    await relay.close()
  })

  it('has those who read too slowly doubt when the server cuts them off, and carries events again', async () => {
    const strict = await startNats(['max_payload: 1MB', 'max_pending: 1MB', 'write_deadline: "1s"'])
    const way = await startFaultProxy(Number(new URL(strict.url).port))
    const near = await connectNatsRelay(strict.url)
    const far = await connectNatsRelay(`nats://127.0.0.1:${way.port}`)
    const [doubt, heard] = [deferred(), deferred()]
    const subscription = far.listen((_, event) => event.name === 'heads:doubted' && heard.resolve(), doubt.resolve)
    subscription.join('user.1')
    await far.flush()
    way.stall()
    const about = 'x'.repeat(900_000)
    for (let count = 0; count < 40; count += 1) {
      near.publish(['user.1'], {
        name: 'profile:changed',
        payload: { id: '1', userName: 'ana', fullName: 'Ana', about, pictureId: null, version: count },
      })
      await near.flush()
    }
    way.heal()
    await doubt.promise
    await until(() => far.connected)
    await far.flush()
    near.publish(['user.1'], doubted)
    await heard.promise
    await near.close()
    await far.close()
    await way.close()
    await strict.stop()
  })

  it('refuses a server that cannot be reached at first', async () => {
    await expect(connectNatsRelay('nats://127.0.0.1:1')).rejects.toThrow()
  })
})

function deferred() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}
