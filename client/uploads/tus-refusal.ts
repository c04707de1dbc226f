import type { DetailedError } from 'tus-js-client'
import { KithError } from '@/server/domain/errors'
import { asRefusal, unreachable } from '../refusal'

/** What a failed request of tus means: the server's own words where it says any. */
export function refusalOfTus(error: DetailedError | Error): KithError {
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (!response) return unreachable()
  const told = toldIn(response.getBody())
  if (told) return told
  switch (response.getStatus()) {
    case 401:
      return new KithError('unauthenticated', 'Sign in again.')
    case 404:
    case 410:
      return new KithError('upload_missing', 'This file has to be uploaded again.')
    case 413:
      return new KithError('too_long', 'This file is too large for this server. Send a smaller one.')
    case 400:
    case 415:
      return new KithError('invalid', 'The server can’t take this file. Send another one.')
    case 403:
      return new KithError('not_allowed', 'The server doesn’t take this file from you.')
    default:
      return unreachable()
  }
}

function toldIn(body: string): KithError | null {
  try {
    const parsed: unknown = JSON.parse(body)
    const refusal = asRefusal(parsed)
    return typeof parsed === 'object' && parsed !== null && 'code' in parsed && parsed.code === refusal.code
      ? refusal
      : null
  } catch {
    return null
  }
}
