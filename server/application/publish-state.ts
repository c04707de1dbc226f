import type { UserId } from '@/contracts/ids'
import type { StateOf } from './log-ports'
import type { Ports } from './ports'

/** Tells the user's own devices what is private to them about these conversations. `except`: sockets that know it already. */
export function publishStates(
  { relay }: Pick<Ports, 'relay'>,
  userId: UserId,
  states: readonly StateOf[],
  except: readonly string[] = [],
): void {
  for (const payload of states) {
    relay.publish([`user.${userId}`], { name: 'state:changed', payload, ...leavingOut(except) })
  }
}

export const leavingOut = (except: readonly string[]) => (except.length > 0 ? { except } : {})
