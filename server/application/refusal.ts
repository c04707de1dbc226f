import { busy, type ErrorCode, isKithError, type KithError } from '@/server/domain/errors'
import { isOutOfReach } from './out-of-reach'

/** What a person is told of an error: a code of the closed set, and a sentence. */
export interface RefusalReason {
  readonly code: ErrorCode
  readonly message: string
  /** In how many milliseconds the same may be asked again, where that is known. */
  readonly retryAfterMs?: number
}

interface Issue {
  readonly code?: string
  readonly origin?: string
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly params?: { readonly code?: unknown }
}

const INTERNAL: RefusalReason = {
  code: 'internal',
  message: 'Something went wrong on the server. Try again in a moment.',
}

/** Of a KithError, a failed zod parse, or anything else: what isn't meant for people becomes `internal`. */
export function refusalOf(error: unknown): RefusalReason {
  if (isKithError(error)) return refusalOfKith(error)
  if (isOutOfReach(error)) return refusalOfKith(busy())
  const issue = firstIssue(error)
  return issue === null ? INTERNAL : refusalOfIssue(issue)
}

const refusalOfKith = ({ code, message, retryAfterMs }: KithError): RefusalReason => ({
  code,
  message,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

function firstIssue(error: unknown): Issue | null {
  // What zod's safeParse answers is no Error.
  if (typeof error !== 'object' || error === null || !('issues' in error) || !Array.isArray(error.issues)) return null
  return (error.issues[0] as Issue | undefined) ?? null
}

function refusalOfIssue(issue: Issue): RefusalReason {
  const { message, path } = issue
  return {
    code: isTooLong(issue) ? 'too_long' : 'invalid',
    message: isSentence(message) ? message : `${place(path)} isn't of the form it should have: ${message}.`,
  }
}

const isTooLong = ({ code, origin, params }: Issue): boolean =>
  params?.code === 'too_long' || (code === 'too_big' && origin === 'string')

// Our own schemas speak in sentences; zod's own messages end without a full stop.
const isSentence = (message: string): boolean => /[.!?]$/.test(message)

const place = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'The request' : `“${path.map(String).join('.')}”`
