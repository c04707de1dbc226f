import type { OverviewLine, PlaceTarget } from '@/client/kith'
import { type Face, faceOf } from '../conversation/face'
import type { People } from '../people/use-names'
import type { Person } from '../people/use-people-search'

/** Somebody or some group a message can go to. The same person has the same key, whether they were talked to or not. */
export interface Destination {
  readonly key: string
  readonly place: PlaceTarget
  readonly face: Pick<Face, 'id' | 'name' | 'pictureId' | 'group'>
  /** What tells it from others of the same name. */
  readonly detail: string
}

/** Null: nothing can be written there any more. */
export function destinationOf({ entry }: OverviewLine, people: People): Destination | null {
  const { conversation, member } = entry
  if (!member.active || conversation.closed) return null
  const { userId, profile, ...face } = faceOf(conversation, people)
  return {
    key: userId === null ? `c${conversation.id}` : `u${userId}`,
    place: { conversationId: conversation.id },
    face,
    detail: userId === null ? 'Group' : profile ? `@${profile.userName}` : '',
  }
}

export const personDestination = ({ profile, name }: Person): Destination => ({
  key: `u${profile.id}`,
  place: { userId: profile.id },
  face: { id: profile.id, name, pictureId: profile.pictureId, group: false },
  detail: `@${profile.userName}`,
})
