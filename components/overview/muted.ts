import type { PrivateState } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'
import { now as serverNow } from '../time/now'

const HOUR_MS = 3_600_000
const FOR_EVER: Instant = '9999-12-31T23:59:59.999Z'

export const isMuted = (state: PrivateState, now = serverNow()): boolean =>
  state.mutedUntil !== null && Date.parse(state.mutedUntil) > now

const OF_TODAY = { timeStyle: 'short' } as const
const OF_THIS_WEEK = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const

/** When a mute ends, in few words; null: never. */
export function muteEnd({ mutedUntil }: PrivateState, now = new Date(serverNow())): string | null {
  if (mutedUntil === null || mutedUntil === FOR_EVER) return null
  const end = new Date(mutedUntil)
  const today = end.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(undefined, today ? OF_TODAY : OF_THIS_WEEK).format(end)
}

export const MUTE_CHOICES = [
  { label: 'Mute for 1 hour', until: (now: number) => new Date(now + HOUR_MS).toISOString() },
  { label: 'Mute for 8 hours', until: (now: number) => new Date(now + 8 * HOUR_MS).toISOString() },
  { label: 'Mute for 1 week', until: (now: number) => new Date(now + 168 * HOUR_MS).toISOString() },
  { label: 'Mute for ever', until: () => FOR_EVER },
] as const
