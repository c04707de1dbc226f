import type { Profile } from '@/contracts/dto'
import type { HeadsCompared } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { CompareHeadsInput } from '@/contracts/inputs'
import { digestOf } from '@/server/domain/heads'
import type { Actor, Ports } from './ports'

export interface HeadsComparison {
  readonly actor: Pick<Actor, 'userId'>
  readonly input: CompareHeadsInput
}

/** Answers many users at once, in order, from one query for heads and one for profiles. */
export function compareHeads({ messages, users }: Pick<Ports, 'messages' | 'users'>) {
  return async (questions: readonly HeadsComparison[]): Promise<readonly HeadsCompared[]> => {
    const userIds = [...new Set(questions.map(({ actor }) => actor.userId))]
    const people = [...new Set(questions.flatMap(({ input }) => input.people.map(([id]) => id)))]
    const [heads, profiles] = await Promise.all([
      messages.heads(userIds),
      people.length === 0 ? [] : users.profiles(people),
    ])
    const byId = new Map(profiles.map((profile) => [profile.id, profile]))
    return questions.map(({ actor, input }) => {
      const own = heads.get(actor.userId) ?? { heads: [], privateVersion: 0 }
      const newer = newerProfiles(byId, input.people)
      if (digestOf(own.heads, own.privateVersion) === input.digest) return { same: true, profiles: newer }
      return { same: false, ...own, profiles: newer }
    })
  }
}

function newerProfiles(byId: ReadonlyMap<UserId, Profile>, people: CompareHeadsInput['people']): Profile[] {
  return people.flatMap(([id, version]) => {
    const profile = byId.get(id)
    return profile !== undefined && profile.version > version ? profile : []
  })
}
