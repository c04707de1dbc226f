import { idSchema } from '@/contracts/ids'
import type { Actor, Sessions } from '@/server/application/account-ports'
import { type CookieSettings, sessionCookieName } from './cookie-settings'
import { readingClaims } from './read-claims'

const claimsIn = readingClaims()

/** Who a request comes from, by its cookie and the session's row; null: nobody who is signed in now. */
export async function actorOf(
  headers: Pick<Headers, 'get'>,
  settings: CookieSettings,
  sessions: Pick<Sessions, 'find'>,
): Promise<Actor | null> {
  return actorNow(await readClaim(headers, settings), sessions)
}

/** Whom a claim names, if their session holds now. */
export async function actorNow(claim: Actor | null, sessions: Pick<Sessions, 'find'>): Promise<Actor | null> {
  if (claim === null) return null
  const actor = await sessions.find(claim.sessionId)
  return actor?.userId === claim.userId ? actor : null
}

/** Whom a request's cookie, which is ours, names: whether their session holds still is another question. Null: nobody. */
export async function readClaim(headers: Pick<Headers, 'get'>, settings: CookieSettings): Promise<Actor | null> {
  const token = cookie(headers.get('cookie') ?? '', sessionCookieName(settings))
  if (token === null) return null
  const claim = await claimsIn(token, settings.key)
  return claim === null ? null : actorOfClaim(claim)
}

/** The actor that a token of ours names; whether the session still holds is another question. */
export function actorOfClaim(claim: Readonly<Record<string, unknown>>): Actor | null {
  const userId = idSchema.safeParse(claim.uid)
  const sessionId = idSchema.safeParse(claim.sid)
  return userId.success && sessionId.success ? { userId: userId.data, sessionId: sessionId.data } : null
}

function cookie(header: string, name: string): string | null {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair === undefined ? null : pair.trim().slice(name.length + 1)
}
