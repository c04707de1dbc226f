import type { Fetch } from './trpc'

/** A fetch that keeps one server's cookies, as a browser would. */
export function fetchWithCookies(headers: Readonly<Record<string, string>> = {}): Fetch {
  const cookies = new Map<string, string>()
  return async (url, init) => {
    const sent = new Headers(init?.headers)
    for (const [name, value] of Object.entries(headers)) sent.set(name, value)
    if (cookies.size > 0) sent.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers: sent })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
}
