/** Where to go after signing in: a path inside Kith, never another site's address, which others could put in a link. */
export function nextPath(next: string | readonly string[] | undefined): string {
  if (typeof next !== 'string' || !URL.canParse(next, INSIDE)) return '/'
  const { origin, pathname, search } = new URL(next, INSIDE)
  return next.startsWith('/') && origin === INSIDE ? pathname + search : '/'
}

const INSIDE = 'http://kith.invalid'
