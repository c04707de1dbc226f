import type { MessagePlace, Place } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { compareIds } from '@/server/domain/roles'

/** One place of a message, with those who may see it there. */
export interface Standing extends Place {
  readonly mentions: readonly UserId[]
  readonly userIds: readonly UserId[]
}

export interface SeenAlike {
  readonly recipients: readonly UserId[]
  /** By conversation id. */
  readonly places: readonly MessagePlace[]
  readonly mentions: readonly UserId[]
}

/** The recipients of a message by the places in which they may see it; without any there is one group, of nobody. */
export function groupedByPlaces(recipients: readonly UserId[], standings: readonly Standing[]): readonly SeenAlike[] {
  if (recipients.length === 0) return [{ recipients, places: [], mentions: [] }]
  const ordered = [...standings].sort((a, b) => compareIds(a.conversationId, b.conversationId))
  const groups = new Map<string, { recipients: UserId[]; seen: readonly Standing[] }>()
  for (const userId of recipients) {
    const seen = ordered.filter(({ userIds }) => userIds.includes(userId))
    const key = seen.map(({ conversationId }) => conversationId).join()
    const group = groups.get(key) ?? { recipients: [], seen }
    group.recipients.push(userId)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ recipients: alike, seen }) => ({
    recipients: alike,
    places: seen.map((place) => messagePlace(place, standings.length)),
    mentions: mentionsOf(seen),
  }))
}

/** @param count how many places the message has in all */
export function messagePlace(
  { conversationId, seq, mentions }: Omit<Standing, 'userIds'>,
  count: number,
): MessagePlace {
  return count > 1 && mentions.length > 0
    ? { conversationId, seq, mentions: [...mentions].sort(compareIds) }
    : { conversationId, seq }
}

/** Of all places that somebody sees, each once, by id. */
export function mentionsOf(standings: readonly Pick<Standing, 'mentions'>[]): readonly UserId[] {
  return [...new Set(standings.flatMap(({ mentions }) => mentions))].sort(compareIds)
}
