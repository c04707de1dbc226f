import type { Profile } from '@/contracts/dto'
import type { Channel, Ports } from './ports'

/** Tells the user's own sockets and everybody who may see the profile. */
export function publishProfile({ users, relay }: Pick<Ports, 'users' | 'relay'>) {
  return async (profile: Profile): Promise<void> => {
    const audience = new Set([profile.id, ...(await users.audience(profile.id))])
    const channels = [...audience].map((userId): Channel => `user.${userId}`)
    relay.publish(channels, { name: 'profile:changed', payload: profile })
    await relay.flush()
  }
}
