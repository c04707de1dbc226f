/** What a finger that holds the button means by where it went, in px from where it began. */
export type HoldMove = 'stay' | 'lock' | 'cancel'

export const LOCK_PX = 72
export const CANCEL_PX = 110

/** @param towardsStart how far to where lines begin: left, or right in right-to-left scripts */
export function holdMove(towardsStart: number, up: number): HoldMove {
  if (up >= LOCK_PX && up > towardsStart) return 'lock'
  return towardsStart >= CANCEL_PX ? 'cancel' : 'stay'
}
