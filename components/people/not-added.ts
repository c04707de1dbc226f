import { toast } from 'sonner'
import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

/** The server doesn’t say why. */
export function sayNotAdded(
  userIds: readonly UserId[],
  people: readonly { readonly profile: Profile; readonly name?: string | null }[],
): void {
  const names = people.flatMap(({ profile, name }) => (userIds.includes(profile.id) ? [name ?? profile.fullName] : []))
  if (userIds.length > 0) toast(`${names.join(', ') || 'Somebody'} could not be added.`)
}
