import type { IncomingMessage, ServerResponse } from 'node:http'
import { EXPOSED_HEADERS, TUS_RESUMABLE } from '@tus/server'
import { refusalOf } from '@/server/application/refusal'
import type { ErrorCode } from '@/server/domain/errors'

const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  not_allowed: 403,
  not_found: 404,
  upload_missing: 404,
  too_long: 413,
  full: 413,
  rate_limited: 429,
  busy: 503,
  internal: 500,
}

export interface Refused {
  readonly status_code: number
  readonly body: string
}

/** A refusal as HTTP: its code and sentence as JSON. */
export function refused(error: unknown): Refused {
  const reason = refusalOf(error)
  return { status_code: STATUS[reason.code] ?? 400, body: JSON.stringify({ ok: false, ...reason }) }
}

/** An answer that doesn't come from tus itself. */
export function answer(
  { request, response, origins }: { request: IncomingMessage; response: ServerResponse; origins: readonly string[] },
  status: number,
  headers: Readonly<Record<string, string>>,
  body = '',
): void {
  const { origin } = request.headers
  const cors = origin !== undefined && origins.includes(origin) ? { 'Access-Control-Allow-Origin': origin } : {}
  response.writeHead(status, {
    'Tus-Resumable': TUS_RESUMABLE,
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
    'Cache-Control': 'no-store',
    Vary: 'Origin',
    ...cors,
    ...headers,
  })
  response.end(body)
}
