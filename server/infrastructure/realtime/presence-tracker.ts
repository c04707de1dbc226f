import type { UserId } from '@/contracts/ids'
import {
  type Activity,
  type ActivityReport,
  afterReport,
  ONLINE_WHILE_VISIBLE_MS,
  onlineUntil,
  onlineUntilAfterLeaving,
} from '@/server/domain/presence'

/** What is stored may run ahead of what is known by this, before it is stored again. */
const RENEW_BEFORE_END_MS = 6_000

/** Mostly a user has one: a list that is made for it takes a quarter of a map. */
interface Connected {
  readonly socketId: string
  activity: Activity
}

interface Tracked {
  sockets: readonly Connected[]
  activeAt: number | null
  /** What sockets that have gone leave behind. */
  graceUntil: number
  announced: boolean
  storedUntil: number
  /** Until then nothing is to be done for this user, unless something happens. Thousands are looked at every second. */
  quietUntil: number
}

/** What is to be stored and told of: see `announcePresence`. `done` once it was. */
export interface PresenceChanges {
  readonly reports: readonly { readonly userId: UserId; readonly onlineForMs: number }[]
  readonly flipped: readonly UserId[]
  done(): void
}

/** What this gateway knows of its users' activity. Without a clock and timers: `now` is always given. */
export class PresenceTracker {
  readonly #users = new Map<UserId, Tracked>()

  report(userId: UserId, socketId: string, report: ActivityReport, now: number): void {
    const user = this.#user(userId)
    const known = user.sockets.find((socket) => socket.socketId === socketId)
    const activity = afterReport(known?.activity ?? null, report, now, user.activeAt)
    if (known) known.activity = activity
    else user.sockets = [...user.sockets, { socketId, activity }]
    if (activity.activeAt !== null) user.activeAt = Math.max(user.activeAt ?? 0, activity.activeAt)
    user.quietUntil = 0
  }

  leave(userId: UserId, socketId: string, now: number): void {
    const user = this.#users.get(userId)
    const left = user?.sockets.find((socket) => socket.socketId === socketId)
    if (!user || !left) return
    user.sockets = user.sockets.filter((socket) => socket !== left)
    user.graceUntil = Math.max(user.graceUntil, onlineUntilAfterLeaving(left.activity, now))
    user.quietUntil = 0
  }

  /** What was stored is gone: everything is to be stored again. */
  forgetStored(): void {
    for (const user of this.#users.values()) {
      user.storedUntil = 0
      user.quietUntil = 0
    }
  }

  changes(now: number): PresenceChanges {
    const reports: { userId: UserId; onlineForMs: number }[] = []
    const flipped: UserId[] = []
    const noted: (() => void)[] = []
    for (const [userId, user] of this.#users) {
      if (now < user.quietUntil) continue
      const until = untilOf(user)
      const online = until > now
      if (online !== user.announced) flipped.push(userId)
      if (online !== user.announced || (online && isStale(user, until, now))) {
        reports.push({ userId, onlineForMs: Math.round(Math.max(0, until - now)) })
        noted.push(() => {
          user.announced = online
          user.storedUntil = until
        })
      } else if (online) {
        user.quietUntil = until > user.storedUntil ? Math.min(until, user.storedUntil - RENEW_BEFORE_END_MS) : until
      } else if (isForgettable(user, now)) {
        this.#users.delete(userId)
      } else {
        user.quietUntil = user.sockets.length > 0 ? Number.POSITIVE_INFINITY : 0
      }
    }
    return {
      reports,
      flipped,
      done: () => {
        for (const note of noted) note()
      },
    }
  }

  #user(userId: UserId): Tracked {
    const known = this.#users.get(userId)
    if (known) return known
    const user = { sockets: [], activeAt: null, graceUntil: 0, announced: false, storedUntil: 0, quietUntil: 0 }
    this.#users.set(userId, user)
    return user
  }
}

function untilOf({ sockets, graceUntil }: Tracked): number {
  let until = graceUntil
  for (const { activity } of sockets) until = Math.max(until, onlineUntil(activity))
  return until
}

// A row is written again when it ends too late, or soon: not with every report.
function isStale({ storedUntil }: Tracked, until: number, now: number): boolean {
  return until < storedUntil || (until > storedUntil && storedUntil - now < RENEW_BEFORE_END_MS)
}

function isForgettable({ sockets, activeAt }: Tracked, now: number): boolean {
  return sockets.length === 0 && (activeAt === null || activeAt + ONLINE_WHILE_VISIBLE_MS < now)
}
