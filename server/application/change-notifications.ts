import type { Place } from '@/contracts/dto'
import type { NotificationInfo, NotificationSettings, PushMessage, PushTarget } from '@/contracts/push'
import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { NotificationChange } from './notification-ports'
import type { Ports } from './ports'

const TEST_TTL_SECONDS = 60

export function readNotifications(ports: Pick<Ports, 'notifications' | 'pushSubscriptions' | 'pusher'>) {
  return async ({ userId, sessionId }: Actor): Promise<NotificationInfo> => {
    const settings = await ports.notifications.settings(userId)
    const target = await ports.pushSubscriptions.find(sessionId)
    return { ...settings, publicKey: ports.pusher.publicKey, endpoint: target?.endpoint ?? null }
  }
}

/** What is left out stays. */
export function changeNotifications({ notifications }: Pick<Ports, 'notifications'>) {
  return ({ userId }: Actor, change: NotificationChange): Promise<NotificationSettings> =>
    notifications.changeSettings(userId, change)
}

/** From now on this session's browser is told. @throws KithError `invalid` for an address that is nobody's push service */
export function subscribe({ pushSubscriptions, pusher }: Pick<Ports, 'pushSubscriptions' | 'pusher'>) {
  return async (actor: Actor, target: PushTarget): Promise<void> => {
    if (!pusher.takes(target)) throw new KithError('invalid', 'This browser’s push service can’t be used from here.')
    await pushSubscriptions.put(actor, target)
  }
}

export function unsubscribe({ pushSubscriptions }: Pick<Ports, 'pushSubscriptions'>) {
  return ({ sessionId }: Actor): Promise<void> => pushSubscriptions.remove(sessionId)
}

/** This session's browser shows these and no others: what is gone is to go from there. */
export function showsNotifications({ notifications }: Pick<Ports, 'notifications'>) {
  return ({ sessionId }: Actor, places: readonly Place[]): Promise<void> => notifications.shows(sessionId, places)
}

/** @throws KithError `not_found` without a subscription, `busy` when it can't be pushed, `rate_limited` */
export function testNotification(ports: Pick<Ports, 'pushSubscriptions' | 'pusher' | 'attempts'>) {
  return async ({ sessionId }: Actor, address: string): Promise<void> => {
    await ports.attempts.begin('notification', address, sessionId)
    const target = await ports.pushSubscriptions.find(sessionId)
    if (target === null) throw over()
    const test: PushMessage = { kind: 'test' }
    const options = { ttlSeconds: TEST_TTL_SECONDS, urgency: 'high', topic: 'test' } as const
    const outcome = await ports.pusher.push(target, JSON.stringify(test), options).catch(() => null)
    if (outcome === null) {
      throw new KithError('busy', 'The server couldn’t reach your browser’s push service. Try again later.')
    }
    if (outcome === 'sent') return
    await ports.pushSubscriptions.drop(target.endpoint)
    throw over()
  }
}

const over = () => new KithError('not_found', 'Your browser has ended its notifications. Switch them off and on again.')
