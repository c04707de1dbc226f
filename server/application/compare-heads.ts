import type { Profile } from '@/contracts/dto'
import type { HeadsCompared } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { CompareHeadsInput } from '@/contracts/inputs'
import { digestOf } from '@/server/domain/heads'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

export interface HeadsComparison {
  readonly actor: Pick<Actor, 'userId'>
  readonly input: CompareHeadsInput
}

/** Answers many users at once, in order, from one query for heads and one for profiles. `now` in milliseconds. */
export function compareHeads({ messages, users }: Pick<Ports, 'messages' | 'users'>, now: () => number) {
  return async (questions: readonly HeadsComparison[]): Promise<readonly HeadsCompared[]> => {
    const digests = new Map<UserId, string>()
    for (const { actor, input } of questions) {
      const other = digests.get(actor.userId)
      // Two of somebody's devices that differ: one of them does from what there is.
      digests.set(actor.userId, other === undefined || other === input.digest ? input.digest : '')
    }
    const looks = questions.flatMap(({ actor, input }) =>
      input.people.map(([userId]) => ({ viewerId: actor.userId, userId })),
    )
    const [heads, profiles] = await Promise.all([
      messages.heads(digests),
      looks.length === 0 ? [] : users.profiles(looks),
    ])
    const shown = new Map(profiles.map(({ viewerId, profile }) => [`${viewerId} ${profile.id}`, profile]))
    const answeredAt = new Date(now()).toISOString()
    return questions.map(({ actor, input }) => {
      const own = heads.get(actor.userId)
      const newer = newerProfiles((id) => shown.get(`${actor.userId} ${id}`), input.people)
      if (own === undefined || digestOf(own.heads, own.privateVersion) === input.digest) {
        return { same: true, profiles: newer, now: answeredAt }
      }
      return { same: false, ...own, profiles: newer, now: answeredAt }
    })
  }
}

function newerProfiles(shown: (id: UserId) => Profile | undefined, people: CompareHeadsInput['people']): Profile[] {
  return people.flatMap(([id, version]) => {
    const profile = shown(id)
    return profile !== undefined && profile.version > version ? profile : []
  })
}
