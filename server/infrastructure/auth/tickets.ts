import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor, Tickets } from '@/server/application/account-ports'
import { keyFor } from './secrets'

const TICKET_MS = 30_000
const FORM = /^([1-9]\d{0,18})\.([1-9]\d{0,18})\.(\d{1,16})\.([\w-]{43})$/

/** A ticket is `userId.sessionId.end.signature`: HMAC-SHA256, good for 30 s. `now` in milliseconds. */
export function signedTickets(secret: string, now: () => number = Date.now): Tickets {
  const key = keyFor('tickets', secret)
  const sign = (claim: string): Buffer => createHmac('sha256', key).update(claim).digest()
  return {
    issue({ userId, sessionId }) {
      const claim = `${userId}.${sessionId}.${now() + TICKET_MS}`
      return `${claim}.${sign(claim).toString('base64url')}`
    },
    read(ticket): Actor | null {
      const [, userId, sessionId, end, signature] = FORM.exec(ticket) ?? []
      if (userId === undefined || sessionId === undefined || signature === undefined) return null
      const genuine = timingSafeEqual(sign(`${userId}.${sessionId}.${end}`), Buffer.from(signature, 'base64url'))
      return genuine && Number(end) > now() ? { userId, sessionId } : null
    },
  }
}
