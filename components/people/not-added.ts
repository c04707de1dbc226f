import { toast } from '@/components/ui/toast'
import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

type Known = readonly { readonly profile: Profile; readonly name?: string | null }[]

const namesOf = (userIds: readonly UserId[], people: Known): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(
    people.flatMap(({ profile, name }) => (userIds.includes(profile.id) ? [name ?? profile.fullName] : [])),
  )

/** Who isn’t in the group now: who is to agree first, and who can’t be added; of those the server doesn’t say why. */
export function sayNotAdded(
  { invited, notAdded }: { readonly invited: readonly UserId[]; readonly notAdded: readonly UserId[] },
  people: Known,
): void {
  if (invited.length > 0) toast(`${namesOf(invited, people) || 'Somebody'} must agree first: invited.`)
  if (notAdded.length > 0) toast(`${namesOf(notAdded, people) || 'Somebody'} could not be added.`)
}
