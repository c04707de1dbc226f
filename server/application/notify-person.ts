import type { UserId } from '@/contracts/ids'
import { worthTelling } from '@/server/domain/notify'
import { quietPeriod } from '@/server/domain/quiet-hours'
import type { Ports } from './ports'

const LOOK_AGAIN_MS = 60_000
/** Who is active on some device sees what comes there. For so long their other ones wait whether they do. */
const WAIT_MS = 300_000

type Needed = Pick<Ports, 'notifications' | 'notificationQueue' | 'presence'>

/** Weighs what a person has not read, and has their devices told of what is worth it. `until` as in the queue's port. */
export function notifyPerson({ notifications, notificationQueue, presence }: Needed, now: () => number) {
  return async (userId: UserId, until: number | null = null): Promise<void> => {
    const chats = await notifications.toWeigh(userId)
    if (chats.length === 0) return
    const { quiet } = await notifications.settings(userId)
    const at = now()
    const period = quietPeriod(quiet, at)
    const weighed = chats.map((chat) => ({ ...chat, tell: worthTelling(chat, at).length > 0 }))
    const worth = weighed.some(({ tell }) => tell)
    if (period) {
      if (worth) await notificationQueue.summarizeAt(userId, period.from - WAIT_MS, period.to)
      return notifications.weighed(
        userId,
        weighed.map((chat) => ({ ...chat, tell: false })),
      )
    }
    const end = until ?? at + WAIT_MS
    if (at < end && worth) {
      const [state] = await presence.read([userId])
      if (state?.online) return notificationQueue.lookAgain(userId, LOOK_AGAIN_MS, end)
    }
    await notifications.weighed(userId, weighed)
  }
}
