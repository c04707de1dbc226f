import { createHmac } from 'node:crypto'

/** A key for one purpose, from the server's one secret. */
export const keyFor = (purpose: 'cookies' | 'tickets', secret: string): string =>
  createHmac('sha256', secret).update(`kith ${purpose}`).digest('base64url')
