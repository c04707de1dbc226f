import type { IncomingMessage, ServerResponse } from 'node:http'
import type pg from 'pg'
import type { Relay } from './application/relay-ports'
import { isSchemaCurrent } from './infrastructure/database/migrate'
import { MIGRATIONS } from './project'

/** What a process's readiness depends on; null while it is being made. */
export interface Vitals {
  readonly pool: pg.Pool
  readonly relay: Relay
}

export interface Health {
  /** Set once everything is there. */
  vitals: Vitals | null
  draining: boolean
  /** Others serve beside this process. */
  readonly shared?: boolean
}

const CHECK_TIMEOUT_MS = 3_000

/**
 * Answers `/healthz` (200 while the process runs) and `/readyz` (200 when requests should be sent here, else 503 with
 * what is missing). False: the request is for somebody else.
 */
export function answerHealth(health: Health, request: IncomingMessage, response: ServerResponse): boolean {
  const path = request.url?.split('?')[0]
  if (path === '/healthz') reply(response, 200, { alive: true })
  else if (path === '/readyz') void answerReadiness(health, response)
  else return false
  return true
}

async function answerReadiness(health: Health, response: ServerResponse): Promise<void> {
  const problem = await findProblem(health)
  reply(response, problem ? 503 : 200, problem ? { ready: false, problem } : { ready: true })
}

/** Why requests should not be sent here; null: they should. */
export async function findProblem({ vitals, draining }: Health): Promise<string | null> {
  if (draining) return 'It is stopping.'
  if (!vitals) return 'It is starting.'
  if (!vitals.relay.connected) return 'The relay is not connected.'
  try {
    return (await inTime(isSchemaCurrent(vitals.pool, MIGRATIONS, { orNewer: true })))
      ? null
      : 'The database has an older schema.'
  } catch (error) {
    return (error as Error).name === 'StartFailure' ? (error as Error).message : 'The database cannot be reached.'
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The database did not answer.')), CHECK_TIMEOUT_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
