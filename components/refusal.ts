import { ERROR_CODES, type ErrorCode } from '@/server/domain/errors'

export interface Refusal {
  readonly code: ErrorCode
  /** A sentence for the person. */
  readonly message: string
}

const UNREACHABLE: Refusal = {
  code: 'busy',
  message: 'Kith can’t reach its server. Check your connection and try again.',
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  'message' in value &&
  ERROR_CODES.includes(value.code as ErrorCode)

/** What a failed procedure tells a person; one that got no answer at all says so. */
export function refusalOf(error: unknown): Refusal {
  if (isRefusal(error)) return error
  const data = error instanceof Error && 'data' in error ? error.data : null
  if (typeof data === 'object' && data !== null && 'kith' in data && isRefusal(data.kith)) return data.kith
  return UNREACHABLE
}

/** For a confirming dialog: passes a failure on as an Error whose message a person can read. */
export async function orRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new Error(refusalOf(error).message, { cause: error })
  }
}
