import type { IncomingMessage, ServerResponse } from 'node:http'
import { BODY_PROBE_BYTES } from '@/contracts/health'
import { answer } from './answer-upload'

const NOT_MORE_BYTES = 2 * BODY_PROBE_BYTES

/**
 * Reads what is sent and forgets it: for looking at what the way here lets through. It asks nobody who they are, since what
 * has no account must be able to look, and keeps nothing.
 */
export function answerProbe(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): void {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > NOT_MORE_BYTES) request.destroy()
  })
  request.on('error', () => {})
  request.on('end', () => {
    const headers = { 'Content-Type': 'application/json' }
    answer({ request, response, origins }, 200, headers, `${JSON.stringify({ ok: true, bytes })}\n`)
  })
}
