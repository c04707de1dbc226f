import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { StartFailure } from '@/server/start-failure'

export interface ClaimOptions {
  /** Without a relay: nobody else may use the database. Otherwise everybody may who has one. */
  readonly alone: boolean
  /** Told when what was held may be somebody else's now, and why. */
  readonly onDoubt: (why: string) => void
  /** For how long others are waited for. */
  readonly patienceMs?: number
}

export interface Claim {
  release(): Promise<void>
}

const KEY = `hashtextextended('kith process', 0)`
// One that has just been killed still holds its lock for a moment.
const PATIENCE_MS = 4_000
const TRY_EVERY_MS = 200
const AGAIN_AFTER_MS = 1_000
const CONNECT_TIMEOUT_MS = 10_000
// Of a machine that lost its power Postgres learns by itself, within half a minute.
const NOTICE_THE_DEAD = 'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3'

/**
 * Says to every process on the same database whether this one hears of what others commit. It is a lock of a connection, so
 * that it ends with the process. @throws StartFailure when processes are there that it can't be together with
 */
export async function claimDatabase(
  url: string,
  { alone, onDoubt, patienceMs = PATIENCE_MS }: ClaimOptions,
): Promise<Claim> {
  let released = false
  let held = await patiently(url, alone, patienceMs)
  const watch = (client: pg.Client) =>
    client.once('end', () => {
      if (!released) void again()
    })
  async function again(): Promise<void> {
    for (let said = false; !released; ) {
      const taken = await take(url, alone).catch(() => null)
      if (taken && !released) {
        held = taken
        watch(taken)
        return
      }
      await taken?.end()
      if (taken === undefined && !said) onDoubt(refusal(alone))
      said ||= taken === undefined
      await wait(AGAIN_AFTER_MS)
    }
  }
  watch(held)
  return {
    async release() {
      released = true
      await held.end().catch(() => {})
    },
  }
}

async function patiently(url: string, alone: boolean, patienceMs: number): Promise<pg.Client> {
  for (const until = Date.now() + patienceMs; ; await wait(TRY_EVERY_MS)) {
    const taken = await take(url, alone)
    if (taken) return taken
    if (Date.now() > until) throw new StartFailure(refusal(alone))
  }
}

/** The connection that holds it; undefined: others are there. @throws when the database can't be asked */
async function take(url: string, alone: boolean): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'kith',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(NOTICE_THE_DEAD)
    const lock = alone ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared'
    const { rows } = await client.query<{ taken: boolean }>(`SELECT ${lock}(${KEY}) AS taken`)
    if (rows[0]?.taken) return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  await client.end()
  return undefined
}

const refusal = (alone: boolean): string =>
  alone
    ? 'Another Kith uses this database: stop it, or set NATS_URL for both, by which they hear of each other.'
    : 'A Kith without NATS_URL uses this database: stop it, or set NATS_URL there, too.'
