import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

/** Takes profiles over where they are newer. The same map when none is. */
export function mergePeople(
  known: ReadonlyMap<UserId, Profile>,
  told: readonly Profile[],
): ReadonlyMap<UserId, Profile> {
  const newer = told.filter((profile) => {
    const here = known.get(profile.id)
    return !here || profile.version > here.version
  })
  if (newer.length === 0) return known
  const merged = new Map(known)
  for (const profile of newer) {
    const here = merged.get(profile.id)
    if (!here || profile.version > here.version) merged.set(profile.id, profile)
  }
  return merged
}
