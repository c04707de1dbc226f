import type { MessagePlace, Place, PlaceInTime } from '@/contracts/dto'
import type { Instant, UserId } from '@/contracts/ids'
import { compareIds } from '@/server/domain/roles'

/** One place of a message, with those who may see it there. */
export interface Standing extends Place {
  /** When it is erased there. */
  readonly expiresAt: Instant | null
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
    places: seen.map(messagePlace),
    mentions: mentionsOf(seen),
  }))
}

export function messagePlace(place: Omit<Standing, 'userIds'>): MessagePlace {
  const { mentions } = place
  return mentions.length > 0 ? { ...placeInTime(place), mentions: [...mentions].sort(compareIds) } : placeInTime(place)
}

export function placeInTime({ conversationId, seq, expiresAt }: Place & Pick<Standing, 'expiresAt'>): PlaceInTime {
  return expiresAt === null ? { conversationId, seq } : { conversationId, seq, expiresAt }
}

/** Of all places that somebody sees, each once, by id. */
export function mentionsOf(standings: readonly Pick<Standing, 'mentions'>[]): readonly UserId[] {
  return [...new Set(standings.flatMap(({ mentions }) => mentions))].sort(compareIds)
}
