import { createHash } from 'node:crypto'
import type { SessionId, UserId } from '@/contracts/ids'
import type { PushMessage } from '@/contracts/push'
import { isQuiet, quietPeriod } from '@/server/domain/quiet-hours'
import { quietSummary, summaryWords } from '@/server/domain/quiet-summary'
import type { Ports } from './ports'

const TTL_SECONDS = 86_400
const TOPIC = createHash('sha256').update('kith summary').digest('base64url').slice(0, 32)

/**
 * Quiet hours should be over: has the person's devices told how much came since `since`. Not whoever is active, as they see
 * it; and later, if it is quiet still.
 */
export function summarizeQuiet(
  { notifications, notificationQueue, presence }: Pick<Ports, 'notifications' | 'notificationQueue' | 'presence'>,
  now: () => number,
) {
  return async (userId: UserId, since: number): Promise<void> => {
    const { quiet } = await notifications.settings(userId)
    const period = quietPeriod(quiet, now())
    if (period) return notificationQueue.summarizeAt(userId, since, period.to)
    const [state] = await presence.read([userId])
    if (!state?.online) await notificationQueue.tellSummary(userId, since)
  }
}

/** Tells one device, of what is unread by now. @throws when the push service can't be had: again later */
export function tellSummary(
  { notifications, pusher, pushSubscriptions }: Pick<Ports, 'notifications' | 'pusher' | 'pushSubscriptions'>,
  now: () => number,
) {
  return async (sessionId: SessionId, since: number): Promise<void> => {
    const view = await notifications.forSummary(sessionId)
    if (view === null || isQuiet(view.settings.quiet, now())) return
    const { target, chats, unread, waiting } = view
    const summary = quietSummary(chats, since, now())
    if (summary === null) return
    const message: PushMessage = { kind: 'summary', ...summaryWords(summary), unread, waiting }
    const options = { ttlSeconds: TTL_SECONDS, urgency: 'normal', topic: TOPIC } as const
    const outcome = await pusher.push(target, JSON.stringify(message), options)
    if (outcome === 'gone') await pushSubscriptions.drop(target.endpoint)
    else if (waiting) await notifications.closedBut(sessionId, waiting)
  }
}
