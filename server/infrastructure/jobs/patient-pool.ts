import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

const CONNECT_AGAIN_MS = 1_000
/** What graphile-worker tries again for a long time; any other error is one that nobody can catch. */
const RETRIED = 'ETIMEDOUT'
/** SQLSTATE classes that judge the server's state, not the statement: connection, resources, operator, system. */
const SERVER_STATE = /^(08|53|57|58|XX)/
const SQLSTATE = /^[0-9A-Z]{5}$/

/**
 * A pool that waits for a database that is out of reach, until `given` up. The queue tells how a job ended without
 * waiting for the answer: refused, that is an error nobody can catch, and the process ends though the database comes back.
 */
export function patientPool(pool: pg.Pool, given: AbortSignal): pg.Pool {
  const connect = async () => {
    const client = await connectPatiently(pool, given)
    const query = (...args: Parameters<typeof client.query>) => Promise.resolve(client.query(...args)).catch(asLate)
    return replacing(client, { query })
  }
  return replacing(pool, {
    // With a callback it is the listener's, which connects again by itself.
    connect: (callback?: Parameters<typeof pool.connect>[0]) => (callback ? pool.connect(callback) : connect()),
  })
}

async function connectPatiently(pool: pg.Pool, given: AbortSignal): Promise<pg.PoolClient> {
  for (;;) {
    try {
      return await pool.connect()
    } catch (error) {
      if (given.aborted) throw late(error)
      await pause(CONNECT_AGAIN_MS)
    }
  }
}

function replacing<T extends object>(whole: T, parts: Readonly<Record<string, unknown>>): T {
  return new Proxy(whole, {
    get(target, name) {
      if (typeof name === 'string' && name in parts) return parts[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function asLate(error: unknown): never {
  const { code = '' } = error as { code?: string }
  throw SQLSTATE.test(code) && !SERVER_STATE.test(code) ? error : late(error)
}

function late(cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause)
  return Object.assign(new Error(message, { cause }), { code: RETRIED })
}
