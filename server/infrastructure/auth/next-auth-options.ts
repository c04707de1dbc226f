import type { NextAuthOptions } from 'next-auth'
import { signInInput } from '@/contracts/inputs'
import { type RefusalReason, refusalOf } from '@/server/application/refusal'
import type { UseCases } from '@/server/application/use-cases'
import { deviceOf } from '@/server/domain/device'
import { addressOf } from './address'
import type { CookieSettings } from './cookie-settings'
import { actorOfClaim } from './session-cookie'

// The session's row says how long it lasts; the cookie may stay as long as browsers keep one.
const COOKIE_MAX_AGE_S = 400 * 86_400

interface AuthParts {
  readonly useCases: Pick<UseCases, 'signIn' | 'revokeSession'>
  readonly settings: CookieSettings
  readonly onFault: (error: unknown) => void
  /** Hears why a sign-in is refused. */
  readonly onRefusal: (refusal: RefusalReason) => void
}

/** next-auth by userName and password. A refusal's sentence is the `error` that its client gets. */
export function nextAuthOptions(parts: AuthParts): NextAuthOptions {
  const { useCases, settings, onFault } = parts
  return {
    secret: settings.key,
    useSecureCookies: settings.secure,
    session: { strategy: 'jwt', maxAge: COOKIE_MAX_AGE_S },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: { error: (code, metadata) => onFault(faultOf(code, metadata)), warn: () => {}, debug: () => {} },
    providers: [credentials(parts)],
    callbacks: {
      jwt: ({ token, user }) => (user === undefined ? token : { uid: user.id, sid: user.sessionId }),
      // The browser gets who it is from me.get.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => sameSite(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        const actor = actorOfClaim(token)
        // Already revoked is as good.
        if (actor !== null) await useCases.revokeSession(actor, actor.sessionId).catch(() => {})
      },
    },
  }
}

// Made by hand, as the package's own maker of it is one function in bundles and another in Node.
function credentials({ useCases, onFault, onRefusal }: AuthParts): NextAuthOptions['providers'][number] {
  return {
    id: 'credentials',
    name: 'Kith',
    type: 'credentials',
    credentials: {},
    async authorize(input, { headers = {} }) {
      try {
        const sent = new Headers(headers as Record<string, string>)
        const { userName, password } = signInInput.parse(input)
        const device = deviceOf(sent.get('user-agent'))
        const { userId, sessionId } = await useCases.signIn({ userName, password, device, address: addressOf(sent) })
        return { id: userId, sessionId }
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal.code === 'internal') onFault(error)
        onRefusal(refusal)
        throw new Error(refusal.message)
      }
    },
  }
}

// What a form sends as where to go on may be anything.
function sameSite(url: unknown, baseUrl: string): string {
  const target = String(url)
  return URL.canParse(target, baseUrl) && new URL(target, baseUrl).origin === baseUrl
    ? new URL(target, baseUrl).href
    : baseUrl
}

function faultOf(code: string, metadata: unknown): Error {
  return metadata instanceof Error ? metadata : new Error(`next-auth: ${code}`)
}

declare module 'next-auth' {
  interface User {
    readonly sessionId: string
  }
}
