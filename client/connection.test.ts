import { expect, it } from 'vitest'
import type { Ticket } from '@/contracts/dto'
import { KithError } from '@/server/domain/errors'
import { createConnection } from './connection'
import type { ClockReading } from './server-clock'
import { Chance } from './testing/chance'
import { Timers } from './testing/timers'
import { settle } from './testing/town'
import type { Dial, Wire, WireListener } from './wire'

/** A server that gives tickets and takes calls as the test tells it. */
function stage() {
  const timers = new Timers()
  const calls: { ticket: string; listener: WireListener; closed: boolean }[] = []
  const told: string[] = []
  const readings: ClockReading[] = []
  const server = { ticket: async (): Promise<Ticket> => ({ ticket: String(calls.length), gatewayUrl: null }) }
  let answering = true
  let asleep = false
  const doubts: boolean[] = []
  const dial: Dial = ({ ticket }, listener) => {
    const call = { ticket, listener, closed: false }
    calls.push(call)
    const wire: Wire = {
      request: async (_name, _input, timeoutMs) => {
        if (asleep) return new Promise<never>(() => {})
        if (answering) return { ok: true } as never
        timers.advance(timeoutMs)
        throw new KithError('busy', 'No answer.')
      },
      close: () => {
        call.closed = true
      },
    }
    return wire
  }
  const connection = createConnection({
    api: {
      ticket: (_signal, doubtful = false) => {
        doubts.push(doubtful)
        return server.ticket()
      },
    },
    url: '',
    dial,
    environment: timers.environment(new Chance(1)),
  })
  connection.start({
    online: () => told.push('online'),
    awake: () => told.push('awake'),
    fallback: () => told.push('fallback'),
    event: ({ name }) => told.push(name),
    clock: (reading) => readings.push(reading),
    ended: () => told.push('ended'),
  })
  return {
    timers,
    calls,
    told,
    readings,
    doubts,
    server,
    connection,
    status: () => connection.state.getState().status,
    /** Requests are answered by nothing but their timeout, which is over at once. */
    fallSilent: () => {
      answering = false
    },
    /** Requests wait. */
    fallAsleep: () => {
      asleep = true
    },
    connect: async () => {
      await settle()
      calls.at(-1)?.listener.connected()
    },
  }
}

it('gets a ticket, connects, and says so', async () => {
  const { connect, told, status } = stage()
  expect(status()).toBe('connecting')
  await connect()
  expect([status(), told]).toEqual(['online', ['online']])
})

it('tells what time it is at the server', async () => {
  const { calls, connect, readings, server, timers } = stage()
  const now = '2026-01-02T00:00:00.000Z'
  await connect()
  server.ticket = async () => ({ ticket: '1', gatewayUrl: null, now })
  calls.at(-1)?.listener.closed(null)
  timers.advance(2_000)
  const askedAt = timers.now
  await connect()
  expect(readings).toEqual([{ now, askedAt, answeredAt: askedAt }])
})

it('comes back within two seconds of a network that was gone for a minute', async () => {
  const { calls, connect, connection, timers, status } = stage()
  await connect()
  for (let second = 0; second < 60; second += 1) {
    calls.at(-1)?.listener.closed(null)
    await settle()
    timers.advance(1_000)
    await settle()
  }
  const before = calls.length
  calls.at(-1)?.listener.closed(null)
  timers.advance(2_000)
  await settle()
  expect(calls.length).toBe(before + 1)
  await connect()
  expect(status()).toBe('online')
  connection.stop()
})

it('tries at once when it is woken', async () => {
  const { calls, connect, connection } = stage()
  await connect()
  calls.at(-1)?.listener.closed(null)
  connection.wake()
  await settle()
  expect(calls.length).toBe(2)
})

it('has a connection that stands checked when it is woken', async () => {
  const { connect, connection, told } = stage()
  await connect()
  connection.wake()
  expect(told).toEqual(['online', 'awake'])
})

it('doubts what other connections are kept only when the device woke up, or nothing was heard any more', async () => {
  const { calls, connect, connection, doubts, fallSilent, timers } = stage()
  await connect()
  const again = async () => {
    timers.advance(2_000)
    await connect()
    return doubts.at(-1)
  }
  calls.at(-1)?.listener.closed(null)
  expect(await again()).toBe(false)
  calls.at(-1)?.listener.closed(null, true)
  expect(await again()).toBe(true)
  calls.at(-1)?.listener.closed(null)
  expect(await again()).toBe(false)
  calls.at(-1)?.listener.closed(null)
  connection.wake()
  expect(await again()).toBe(true)
  fallSilent()
  await expect(connection.request('typing:start', { conversationId: '1' })).rejects.toThrow()
  expect(await again()).toBe(true)
})

it('asks at once for another ticket when the device wakes up while it waits patiently for one', async () => {
  const { connection, doubts, server } = stage()
  server.ticket = () => new Promise(() => {})
  connection.wake()
  connection.wake()
  await settle()
  expect(doubts).toEqual([false, true])
})

it('leaves a connection when it is woken and nothing is heard soon, whatever was asked before waits for', async () => {
  const { calls, connect, connection, fallAsleep, status, timers } = stage()
  await connect()
  fallAsleep()
  void connection.request('typing:start', { conversationId: '1' }).catch(() => {})
  connection.wake()
  timers.advance(800)
  expect([status(), calls[0]?.closed]).toEqual(['waiting', true])
})

it('stays with a connection on which something is heard when it is woken', async () => {
  const { calls, connect, connection, fallAsleep, status, timers } = stage()
  await connect()
  fallAsleep()
  connection.wake()
  calls[0]?.listener.event({ name: 'heads:doubted', payload: undefined })
  timers.advance(800)
  expect([status(), calls[0]?.closed]).toEqual(['online', false])
})

it('gives up a connection that doesn’t answer and says nothing', async () => {
  const { calls, connect, connection, fallSilent, status } = stage()
  await connect()
  fallSilent()
  await expect(connection.request('typing:start', { conversationId: '1' })).rejects.toMatchObject({
    code: 'busy',
  })
  expect([status(), calls[0]?.closed]).toEqual(['waiting', true])
})

it('ends when the session is over', async () => {
  const { calls, connect, status, told, timers } = stage()
  await connect()
  calls.at(-1)?.listener.event({ name: 'session:ended', payload: undefined })
  timers.advance(60_000)
  await settle()
  expect([status(), told, calls.length]).toEqual(['ended', ['online', 'ended'], 1])
})

it('ends when no ticket is to be had any more', async () => {
  const { calls, connect, server, status, timers } = stage()
  await connect()
  server.ticket = async () => {
    throw new KithError('unauthenticated', 'You are signed out.')
  }
  calls.at(-1)?.listener.closed(null)
  timers.advance(2_000)
  await settle()
  expect(status()).toBe('ended')
})

it('asks for another ticket when a gateway doesn’t take the first', async () => {
  const { calls, timers } = stage()
  await settle()
  calls.at(-1)?.listener.closed(new KithError('unauthenticated', 'The ticket is too old.'))
  timers.advance(2_000)
  await settle()
  expect(calls.length).toBe(2)
})

it('says that it is too old for the server, and stays away', async () => {
  const { calls, status, timers } = stage()
  await settle()
  calls.at(-1)?.listener.closed(new KithError('outdated', 'Reload.'))
  timers.advance(60_000)
  await settle()
  expect([status(), calls.length]).toEqual(['outdated', 1])
})

it('falls back to HTTP when sockets fail though the server answers', async () => {
  const { calls, connection, told, timers } = stage()
  for (let failure = 0; failure < 2; failure += 1) {
    await settle()
    calls.at(-1)?.listener.closed(null)
    timers.advance(2_000)
  }
  expect([connection.fallback, told]).toEqual([true, ['fallback']])
})

it('leaves a gateway that goes away when what was asked of it is answered', async () => {
  const { calls, connect, connection, timers, status } = stage()
  await connect()
  const asked = connection.request('typing:start', { conversationId: '1' })
  calls.at(-1)?.listener.event({ name: 'gateway:draining', payload: undefined })
  timers.advance(1_000)
  expect([status(), calls.length, calls[0]?.closed]).toEqual(['connecting', 1, false])
  expect(await asked).toEqual({ ok: true })
  await connect()
  expect([status(), calls.length, calls[0]?.closed]).toEqual(['online', 2, true])
})

it('leaves a gateway that goes away and does not answer', async () => {
  const { calls, connect, connection, timers, status } = stage()
  await connect()
  const asked = connection.request('typing:start', { conversationId: '1' })
  calls.at(-1)?.listener.event({ name: 'gateway:draining', payload: undefined })
  timers.advance(1_000)
  timers.advance(3_000)
  await connect()
  expect([status(), calls.length]).toEqual(['online', 2])
  await asked
  expect([status(), calls.length]).toEqual(['online', 2])
})

it('moves to another gateway when its own goes away', async () => {
  const { calls, connect, timers, status } = stage()
  await connect()
  calls.at(-1)?.listener.event({ name: 'gateway:draining', payload: undefined })
  timers.advance(1_000)
  await connect()
  expect([calls.length, status()]).toEqual([2, 'online'])
})
