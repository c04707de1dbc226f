import { keyFor } from './secrets'

export interface CookieSettings {
  /** What the session's cookie is encrypted with. */
  readonly key: string
  /** Whether people come by https: cookies are then for it alone. */
  readonly secure: boolean
}

/** Of the server's secret and where people reach it. */
export function cookieSettings(env: { url: string | null; tls: unknown }, secret: string): CookieSettings {
  return { key: keyFor('cookies', secret), secure: env.url === null ? env.tls !== null : env.url.startsWith('https:') }
}

/** next-auth's own name for it. */
export const sessionCookieName = ({ secure }: CookieSettings): string =>
  `${secure ? '__Secure-' : ''}next-auth.session-token`
