/**
 * The network address a request came from, for rate limits. The nearest proxy's word counts: what stands before it in
 * X-Forwarded-For is the sender's own. Without a proxy the server itself sets it, from the connection.
 */
export function addressOf(headers: Pick<Headers, 'get'>): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}
