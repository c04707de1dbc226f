import type { LogEvent } from '@/contracts/dto'
import type { Instant, Seq } from '@/contracts/ids'

/** A message that is pinned. `at`: when, where an event told it; those of a page are older than any event after it. */
export interface Pin {
  readonly seq: Seq
  readonly at: Instant | ''
}

export const pinsOf = (pinned: readonly Seq[]): readonly Pin[] => pinned.map((seq) => ({ seq, at: '' }))

/** After what went through the gate: oldest pin first. The same list when it changes nothing. */
export function pinsAfter(pins: readonly Pin[], event: LogEvent): readonly Pin[] {
  if (!('message' in event)) return pins
  const seq = 'target' in event ? event.target : event.seq
  const { pinned } = event.message
  const known = pins.find((pin) => pin.seq === seq)
  if (pinned === null) return known ? pins.filter((pin) => pin !== known) : pins
  // What else becomes of a pinned message doesn't pin it again.
  if (known && (known.at === pinned.at || event.kind !== 'message:pinned')) return pins
  const others = pins.filter((pin) => pin !== known)
  const later = others.findIndex(({ at }) => at > pinned.at)
  return later < 0 ? [...others, { seq, at: pinned.at }] : others.toSpliced(later, 0, { seq, at: pinned.at })
}
