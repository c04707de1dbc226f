import { type AnyTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server'
import { within } from '@/server/application/within'
import type { Container } from '@/server/container'
import { addressOf } from '@/server/infrastructure/auth/address'
import { cookieSettings } from '@/server/infrastructure/auth/cookie-settings'
import { actorNow, readClaim } from '@/server/infrastructure/auth/session-cookie'
import { appRouter } from './app-router'
import { type Asked, type Call, callsIn } from './asked'
import type { Context } from './context'
import { type ErrorData, type Meta, refusalOfTrpc, TOO_LARGE } from './trpc'

// The clients send up to 20 calls at once: as many of the longest messages, every character escaped.
export const MAX_BODY_BYTES = 16_000_000

/** With the procedure's own time, less than clients wait. */
const WHO_MS = 6_000
/** Some calls of a request were answered otherwise than others. */
const MULTI_STATUS = 207
const METHODS: Readonly<Record<string, string>> = { query: 'GET', mutation: 'POST' }

export interface Answering extends Pick<Container, 'env' | 'secret' | 'ports' | 'useCases' | 'log'> {
  readonly limits: Context['limits']
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** As tRPC's clients read it. */
type Result = { readonly result: { readonly data: unknown } } | { readonly error: { readonly data: ErrorData } }

const procedures = new Map(Object.entries<AnyTRPCProcedure>(appRouter._def.procedures as never))

/**
 * What a request asks of procedures. Its body is no longer than MAX_BODY_BYTES. tRPC's own way from a `Request` to a
 * `Response`, which could also stream what is answered, takes longer than most procedures do.
 */
export async function answer(asked: Asked, container: Answering): Promise<Answered> {
  const { log } = container
  try {
    const { isBatch, calls } = callsIn(asked)
    const who = whoAsks(asked, container)
    // Each call says so itself.
    who.catch(() => {})
    const results = await Promise.all(
      calls.map((call, at) =>
        resultOf(asked.method, call, at, who).catch((error: unknown) => refused(error, log, call.path)),
      ),
    )
    return answered(results, isBatch)
  } catch (error) {
    return answered([refused(error, log)], false)
  }
}

export const tooLarge = (): Answered => ({ status: 413, headers: HEADERS, body: JSON.stringify({ error: TOO_LARGE }) })

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' }

interface Who {
  /** Whom the cookie names, whose session may have ended. */
  readonly claimed: Context
  /** As whom they are answered. */
  readonly found: Promise<Context>
}

async function whoAsks({ headers }: Asked, { env, secret, ports, useCases, limits }: Answering): Promise<Who> {
  const address = addressOf(headers)
  const as = (actor: Context['actor']): Context => ({ actor, address, useCases, limits })
  const claim = await readClaim(headers, cookieSettings(env, secret))
  const found = within(WHO_MS, actorNow(claim, ports.sessions)).then(as)
  found.catch(() => {})
  return { claimed: as(claim), found }
}

async function resultOf(
  method: string,
  { path, getRawInput }: Call,
  batchIndex: number,
  who: Promise<Who>,
): Promise<Result> {
  const procedure = procedures.get(path)
  if (!procedure) throw new TRPCError({ code: 'NOT_FOUND' })
  const { type, meta } = procedure._def
  if (METHODS[type] !== method) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })
  const ask = (ctx: Context): Promise<unknown> =>
    procedure({ path, type, getRawInput, ctx, signal: undefined, batchIndex })
  const isAhead = (meta as Meta | undefined)?.onlyReads === true
  return { result: { data: await (isAhead ? askAhead(ask, await who) : ask(await (await who).found)) } }
}

// Looking the session up takes as long as much of what is read: both at once. Nothing of the answer, nor how it was refused, is told
// to whose session has ended: they are answered as nobody.
async function askAhead(ask: (context: Context) => Promise<unknown>, { claimed, found }: Who): Promise<unknown> {
  if (claimed.actor === null) return ask(await found)
  const answer = ask(claimed)
  answer.catch(() => {})
  const context = await found
  return context.actor === null ? ask(context) : answer
}

function refused(cause: unknown, log: Container['log'], path?: string): Result {
  const error = getTRPCErrorFromUnknown(cause)
  if (refusalOfTrpc(error).code === 'internal') log.error({ err: error.cause ?? error, path }, 'procedure failed')
  const config = appRouter._def._config
  return { error: getTRPCErrorShape({ config, error, path, type: 'unknown', input: undefined, ctx: undefined }) }
}

function answered(results: readonly Result[], isBatch: boolean): Answered {
  const refusals = results.flatMap((result) => ('error' in result ? result.error.data : []))
  const statuses = new Set(results.map((result) => ('error' in result ? result.error.data.httpStatus : 200)))
  const [status = 200] = statuses
  const waits = refusals.flatMap(({ kith }) => kith.retryAfterMs ?? [])
  return {
    status: statuses.size > 1 ? MULTI_STATUS : status,
    headers:
      waits.length === 0 ? HEADERS : { ...HEADERS, 'retry-after': String(Math.ceil(Math.max(...waits) / 1_000)) },
    body: JSON.stringify(isBatch ? results : results[0]),
  }
}
