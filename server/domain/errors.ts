/** Everything that can be wrong with a request. A client decides by the code; a person reads the message. */
export const ERROR_CODES = [
  /** No session, or one that was revoked: sign in. */
  'unauthenticated',
  /** Absent, or not for this user: the two look the same. */
  'not_found',
  /** Not of the form it should have. */
  'invalid',
  /** More characters or bytes than fit. */
  'too_long',
  /** A userName somebody has. */
  'taken',
  /** Sign-up is closed, or the invite is used up or past its end. */
  'sign_up_closed',
  /** A member, but without the role this needs. */
  'not_allowed',
  /** The chat is closed, as the group is empty or the other's account is deleted: it can be read, not written to. */
  'closed',
  /** The group has all the members it can, or something else as much as fits. */
  'full',
  /** The conversation was erased, or the message deleted. */
  'gone',
  /** A file that was uploaded isn't there any more: upload it again. */
  'upload_missing',
  /** The time in which it could be done is over. */
  'too_late',
  /** The client and the server don't understand each other any more: reload. */
  'outdated',
  /** Too many requests: again later. */
  'rate_limited',
  /** The server can't take it just now: again later. */
  'busy',
  /** A fault of the server's. */
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

const TRANSIENT: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'busy', 'internal', 'unauthenticated', 'outdated'])

/** Whether the same request may succeed later. What is not transient is final. */
export function isTransient(code: ErrorCode): boolean {
  return TRANSIENT.has(code)
}

/**
 * A refusal that its receiver is told. `message` is a sentence that says what to do next.
 * Told apart by `code`, never by `instanceof`: a module may be loaded twice in one process.
 */
export class KithError extends Error {
  readonly code: ErrorCode
  /** In how many milliseconds the same may be asked again, where that is known. */
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, message: string, retryAfterMs?: number) {
    super(message)
    this.name = 'KithError'
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

export function isKithError(error: unknown): error is KithError {
  return (
    error instanceof Error &&
    error.name === 'KithError' &&
    ERROR_CODES.includes((error as { code?: unknown }).code as ErrorCode)
  )
}

export const busy = (): KithError =>
  new KithError('busy', 'The server can’t take this just now. It is tried again by itself.')

export const notFound = (what: string): KithError =>
  new KithError('not_found', `This ${what} doesn't exist, or isn't open to you.`)
