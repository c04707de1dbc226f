import { type ErrorCode, isKithError } from '@/server/domain/errors'

/** What a person is told of an error: a code of the closed set, and a sentence. */
export interface RefusalReason {
  readonly code: ErrorCode
  readonly message: string
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
  if (isKithError(error)) return { code: error.code, message: error.message }
  const issue = firstIssue(error)
  return issue === null ? INTERNAL : refusalOfIssue(issue)
}

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
