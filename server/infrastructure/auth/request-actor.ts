import type { Actor } from '@/server/application/account-ports'
import { getContainer } from '@/server/container'
import { cookieSettings } from './cookie-settings'
import { actorOf } from './session-cookie'

/** Who a request of the web's comes from; null: nobody who is signed in now. Server components pass `await headers()`. */
export async function requestActor(headers: Headers): Promise<Actor | null> {
  const { env, secret, ports } = await getContainer()
  return actorOf(headers, cookieSettings(env, secret), ports.sessions)
}
