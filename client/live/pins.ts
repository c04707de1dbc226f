import type { MessageChanged } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import type { Wish } from './wishes'

/**
 * After a change of a message that went through the gate: oldest pin first. The same list when it changes nothing. The
 * event that pins comes after all that are there; others carry a pin that is known, or whose event is yet to come.
 */
export function pinsAfter(pins: readonly Seq[], { kind, target, message }: MessageChanged): readonly Seq[] {
  if (message.pinned === null) return withoutPin(pins, target)
  return kind === 'message:pinned' ? withPin(pins, target) : pins
}

/** With what I changed and the server hasn't answered yet. */
export function pinsWished(pins: readonly Seq[], wishes: readonly Wish[]): readonly Seq[] {
  return wishes.reduce((shown, { seq, change }) => {
    if (change.kind === 'message:deleted') return withoutPin(shown, seq)
    if (change.kind !== 'message:pinned' || shown.includes(seq) === change.pinned) return shown
    return change.pinned ? withPin(shown, seq) : withoutPin(shown, seq)
  }, pins)
}

const withPin = (pins: readonly Seq[], seq: Seq): readonly Seq[] =>
  pins.at(-1) === seq ? pins : [...pins.filter((pin) => pin !== seq), seq]

const withoutPin = (pins: readonly Seq[], seq: Seq): readonly Seq[] =>
  pins.includes(seq) ? pins.filter((pin) => pin !== seq) : pins
