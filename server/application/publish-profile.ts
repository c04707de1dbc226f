import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { Ports } from './ports'
import type { Channel } from './relay-ports'

interface ProfilePorts extends Pick<Ports, 'relay'> {
  readonly users: Pick<Ports['users'], 'profiles' | 'audience'>
}

/** Tells the user's own sockets and everybody who follows the profile, each as they may see it. */
export function publishProfile({ users, relay }: ProfilePorts) {
  return async (userId: UserId): Promise<void> => {
    await publishTo({ users, relay }, userId, [userId, ...(await users.audience(userId))])
    await relay.flush()
  }
}

/**
 * Who may see what of the user has changed, and with it what they may see of others, for everybody or for
 * `viewerIds`: tells these their profile anew, and the gateways to look again who may watch them.
 */
export function publishSeenAnew({ users, relay }: ProfilePorts) {
  return async (userId: UserId, viewerIds?: readonly UserId[]): Promise<void> => {
    relay.publish([`presence.${userId}`], { name: 'watching:changed', payload: null })
    await publishTo({ users, relay }, userId, viewerIds ?? [userId, ...(await users.audience(userId))])
    await relay.flush()
  }
}

// Most see the same: each form of it goes out once.
async function publishTo({ users, relay }: ProfilePorts, userId: UserId, viewerIds: readonly UserId[]): Promise<void> {
  if (viewerIds.length === 0) return
  const forms = new Map<string, { profile: Profile; channels: Channel[] }>()
  for (const { viewerId, profile } of await users.profiles(viewerIds.map((viewerId) => ({ viewerId, userId })))) {
    const key = JSON.stringify([profile.about, profile.pictureId])
    const form = forms.get(key) ?? { profile, channels: [] }
    form.channels.push(`user.${viewerId}`)
    forms.set(key, form)
  }
  for (const { profile, channels } of forms.values())
    relay.publish(channels, { name: 'profile:changed', payload: profile })
}
