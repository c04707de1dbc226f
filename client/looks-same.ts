import type { PrivateState } from '@/contracts/dto'

/** What only tells which of two states is newer. */
const UNSEEN: readonly (keyof PrivateState)[] = ['version', 'ownVersion', 'unreadAt']

/** Whether each part of it is the very same, but for these. */
export function hasSame<T extends object>(one: T, other: T, except: readonly (keyof T)[] = []): boolean {
  if (one === other) return true
  const names = Object.keys(other) as (keyof T)[]
  return names.every((name) => except.includes(name) || Object.is(one[name], other[name]))
}

/** Whether a screen shows the same of both. */
export const looksSameState = (one: PrivateState | null, other: PrivateState | null): boolean =>
  one === other || (one !== null && other !== null && hasSame(one, other, UNSEEN))
