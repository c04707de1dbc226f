import type { UserId } from '@/contracts/ids'
import type { Ports } from './ports'

export interface PrivateChanged {
  readonly privateVersion: number
}

/** Tells a user's own devices that what is private to them, and in no conversation, has moved on. */
export function tellPrivateChange({ relay }: Pick<Ports, 'relay'>) {
  return async <T extends PrivateChanged>(userId: UserId, changed: T): Promise<T> => {
    const { privateVersion } = changed
    relay.publish([`user.${userId}`], { name: 'private:changed', payload: { privateVersion } })
    await relay.flush()
    return changed
  }
}
