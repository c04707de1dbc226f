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

/**
 * Answers many users at once, in order, from one query for heads and one for whose profile is newer; these are read by another one.
 * `now` in milliseconds.
 */
export function compareHeads({ messages, users }: Pick<Ports, 'messages' | 'users'>, now: () => number) {
  return async (questions: readonly HeadsComparison[]): Promise<readonly HeadsCompared[]> => {
    const digests = new Map<UserId, string>()
    for (const { actor, input } of questions) {
      const other = digests.get(actor.userId)
      // Two of somebody's devices that differ: one of them does from what there is.
      digests.set(actor.userId, other === undefined || other === input.digest ? input.digest : '')
    }
    const [heads, newer] = await Promise.all([messages.heads(digests), newerProfiles(users, questions)])
    const answeredAt = new Date(now()).toISOString()
    return questions.map(({ actor, input }) => {
      const own = heads.get(actor.userId)
      const profiles = newer(actor.userId, input.people)
      if (own === undefined || digestOf(own.heads, own.privateVersion) === input.digest) {
        return { same: true, profiles, now: answeredAt }
      }
      return { same: false, ...own, profiles, now: answeredAt }
    })
  }
}

type People = CompareHeadsInput['people']

/** Nearly nobody's is newer, and how it is shown to each of its viewers takes far longer than its version. */
async function newerProfiles(users: Ports['users'], questions: readonly HeadsComparison[]) {
  const oldest = new Map<UserId, number>()
  for (const { input } of questions) {
    for (const [userId, version] of input.people) {
      oldest.set(userId, Math.min(version, oldest.get(userId) ?? version))
    }
  }
  const changed = new Set(oldest.size === 0 ? [] : await users.newer(oldest))
  const looks = questions.flatMap(({ actor, input }) =>
    input.people.flatMap(([userId]) => (changed.has(userId) ? [{ viewerId: actor.userId, userId }] : [])),
  )
  const profiles = looks.length === 0 ? [] : await users.profiles(looks)
  const shown = new Map(profiles.map(({ viewerId, profile }) => [`${viewerId} ${profile.id}`, profile]))
  return (viewerId: UserId, people: People): Profile[] =>
    people.flatMap(([userId, version]) => {
      const profile = changed.has(userId) ? shown.get(`${viewerId} ${userId}`) : undefined
      return profile !== undefined && profile.version > version ? profile : []
    })
}
