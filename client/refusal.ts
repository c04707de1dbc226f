import { ERROR_CODES, type ErrorCode, isKithError, KithError } from '@/server/domain/errors'

const isCode = (code: unknown): code is ErrorCode => ERROR_CODES.includes(code as ErrorCode)

/** The server didn't answer: the same request may succeed later. `cause`: what was thrown instead, for whoever looks into it. */
export const unreachable = (cause?: unknown): KithError =>
  Object.assign(new KithError('busy', 'The server can’t be reached just now. It is tried again by itself.'), { cause })

/** Whatever failed as a KithError. What isn't a refusal of the server's counts as not reached. */
export function asRefusal(error: unknown): KithError {
  if (isKithError(error)) return error
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error && isCode(error.code)) {
    const { retryAfterMs } = error as { retryAfterMs?: unknown }
    return new KithError(error.code, String(error.message), typeof retryAfterMs === 'number' ? retryAfterMs : undefined)
  }
  return unreachable(error)
}

/** @throws KithError `busy` when there is no answer in time; the request is aborted then, as when `outer` is. */
export async function withTimeout<T>(
  timeoutMs: number,
  request: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(unreachable())
      controller.abort()
    }, timeoutMs)
  })
  try {
    return await Promise.race([request(signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}
