import { type ErrorCode, isKithError } from '@/server/domain/errors'

/** What a person is told of an error: a code of the closed set, and a sentence. */
export interface RefusalReason {
  readonly code: ErrorCode
  readonly message: string
}

interface Issue {
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
  if (!(error instanceof Error) || !('issues' in error) || !Array.isArray(error.issues)) return null
  return (error.issues[0] as Issue | undefined) ?? null
}

function refusalOfIssue({ message, path, params }: Issue): RefusalReason {
  const code = params?.code === 'too_long' ? 'too_long' : 'invalid'
  return {
    code,
    message: isSentence(message) ? message : `${place(path)} isn't of the form it should have: ${message}.`,
  }
}

// Our own schemas speak in sentences; zod's own messages end without a full stop.
const isSentence = (message: string): boolean => /[.!?]$/.test(message)

const place = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'The request' : `“${path.map(String).join('.')}”`
