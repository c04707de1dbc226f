import type { PrivacySettings } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { PRIVACY_TOPICS } from '@/server/domain/privacy'
import { personOf } from './exporting-lines'
import type { Ports } from './ports'

export type SettingsPorts = Pick<Ports, 'privacy' | 'blocks' | 'notifications' | 'pushSubscriptions' | 'users'>

/** What the person has set for the whole account. What is set for one chat is with that chat. */
export async function exportedSettings(ports: SettingsPorts, userId: UserId) {
  const [privacy, { blocked }, notifications, subscriptions] = await Promise.all([
    ports.privacy.read(userId),
    ports.blocks.list(userId),
    ports.notifications.settings(userId),
    ports.pushSubscriptions.list(userId),
  ])
  return {
    privacy: await namedExceptions(ports, userId, privacy),
    blocked: blocked.map(personOf),
    // Where and with which keys a browser is told is no use to anybody else: it stays out.
    notifications: { ...notifications, devices: subscriptions },
  }
}

/** With the names of those who are excepted. */
async function namedExceptions({ users }: SettingsPorts, viewerId: UserId, privacy: PrivacySettings) {
  const ids = new Set(PRIVACY_TOPICS.flatMap((topic) => privacy[topic].exceptions.map(({ userId }) => userId)))
  const looks = [...ids].map((userId) => ({ viewerId, userId }))
  const shown = looks.length === 0 ? [] : await users.profiles(looks)
  const people = new Map(shown.map(({ profile }) => [profile.id, personOf(profile)]))
  const topics = PRIVACY_TOPICS.map((topic) => {
    const { audience, exceptions } = privacy[topic]
    const named = exceptions.map(({ userId, allowed }) => ({ ...(people.get(userId) ?? { id: userId }), allowed }))
    return [topic, { audience, exceptions: named }] as const
  })
  return Object.fromEntries(topics)
}
