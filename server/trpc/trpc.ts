import { initTRPC, TRPCError } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { isOutOfReach } from '@/server/application/out-of-reach'
import { type RefusalReason, refusalOf } from '@/server/application/refusal'
import { within } from '@/server/application/within'
import { busy, type ErrorCode, isKithError, KithError } from '@/server/domain/errors'
import type { Context } from './context'

/** `error.data` of a TRPCClientError: `kith` says what a person is told. */
export interface ErrorData {
  readonly code: TRPCError['code']
  readonly httpStatus: number
  readonly path?: string
  readonly kith: RefusalReason
}

const TRPC_CODES: Record<ErrorCode, TRPCError['code']> = {
  unauthenticated: 'UNAUTHORIZED',
  not_found: 'NOT_FOUND',
  invalid: 'BAD_REQUEST',
  too_long: 'PAYLOAD_TOO_LARGE',
  taken: 'CONFLICT',
  sign_up_closed: 'FORBIDDEN',
  not_allowed: 'FORBIDDEN',
  closed: 'CONFLICT',
  full: 'CONFLICT',
  gone: 'NOT_FOUND',
  too_late: 'CONFLICT',
  upload_missing: 'CONFLICT',
  outdated: 'PRECONDITION_FAILED',
  rate_limited: 'TOO_MANY_REQUESTS',
  busy: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
}

const OUTDATED: RefusalReason = {
  code: 'outdated',
  message: "This page doesn't match the server any more. Reload it.",
}

/** Less than clients wait. */
const ANSWER_MS = 8_000

const TOO_LARGE_MESSAGE = 'The request is too large. Make it smaller and try again.'

/** The answer to a request that is too large to be read, in tRPC's form. */
export const TOO_LARGE = {
  message: TOO_LARGE_MESSAGE,
  code: TRPC_ERROR_CODES_BY_KEY.PAYLOAD_TOO_LARGE,
  data: {
    code: 'PAYLOAD_TOO_LARGE',
    httpStatus: 413,
    kith: { code: 'too_long', message: TOO_LARGE_MESSAGE },
  },
} as const satisfies { message: string; code: number; data: ErrorData }

/** What a person is told of a failed procedure, or of a request that reached none. */
export function refusalOfTrpc(error: TRPCError): RefusalReason {
  if (error.cause !== undefined && !(error.cause instanceof SyntaxError)) return refusalOf(error.cause)
  switch (error.code) {
    case 'NOT_FOUND':
      return OUTDATED
    case 'PAYLOAD_TOO_LARGE':
      return TOO_LARGE.data.kith
    case 'INTERNAL_SERVER_ERROR':
      return refusalOf(error)
    default:
      return { code: 'invalid', message: "The request isn't of the form it should have." }
  }
}

export interface Meta {
  /** It changes nothing, so that it may read while the session of who asks is looked up (answer.ts). */
  readonly onlyReads: true
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    errorFormatter({ shape, error }) {
      const kith = refusalOfTrpc(error)
      const { code, httpStatus, path } = shape.data
      const data: ErrorData = { code, httpStatus, ...(path === undefined ? {} : { path }), kith }
      return { ...shape, message: kith.message, data }
    },
  })

// Use cases know nothing of tRPC: their refusals get its code (and so an HTTP status) here.
function refusalFor(error: unknown): TRPCError | null {
  const cause = isOutOfReach(error) ? busy() : error
  return isKithError(cause) ? new TRPCError({ code: TRPC_CODES[cause.code], message: cause.message, cause }) : null
}

// In one step, as each copies all that the next one is told. Rates come before anything is read, also for who asks in vain;
// and whoever asks is told in time, whatever it waits for.
const answering = t.middleware(async ({ ctx, path, next }) => {
  const asked = async () => {
    ctx.limits.take(path, ctx)
    return within(ANSWER_MS, next())
  }
  const result = await asked().catch((error: unknown) => {
    throw refusalFor(error) ?? error
  })
  const refusal = result.ok ? null : refusalFor(result.error.cause)
  if (refusal) throw refusal
  return result
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** For anybody. */
export const publicProcedure = t.procedure.use(answering)

/** For those who are signed in, by a session that is valid now. */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.actor === null) throw new KithError('unauthenticated', 'You are signed out. Sign in again.')
  return next({ ctx: { ...ctx, actor: ctx.actor } })
})

/** For those who are signed in, where it is asked often and changes nothing. */
export const readProcedure = signedInProcedure.meta({ onlyReads: true })

/** For the server's admin. */
export const adminProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  await ctx.useCases.requireAdmin(ctx.actor)
  return next()
})
