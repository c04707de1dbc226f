import type { UserId } from '@/contracts/ids'
import type { Names } from './describe-event'

const SHOWN = 8

/** "you, Bea and Carl": who chose a reaction, me first. */
export function namesOf(userIds: readonly UserId[], names: Names): string {
  const others = userIds.filter((id) => id !== names.meId).map((id) => names.nameOf(id))
  const all = others.length < userIds.length ? ['you', ...others] : others
  const rest = all.length - SHOWN
  const shown = rest > 1 ? [...all.slice(0, SHOWN), `${rest} others`] : all
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(shown)
}
