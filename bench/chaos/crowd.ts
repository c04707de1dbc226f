import type { ConversationId } from '@/contracts/ids'
import { type Random, seededRandom } from '../random'
import { meet, Person } from './person'
import type { Site } from './site'
import { paintThings } from './things'

const GROUPS = 5
const GROUP_SIZE = 8
const DIRECT_CHATS = 15

/** People who talk without pause, each over one of the site's ways. */
export interface Crowd {
  readonly people: readonly Person[]
  readonly conversationIds: readonly ConversationId[]
  /** Everybody talks until the signal. */
  talk(signal: AbortSignal): Promise<void>
  /** A client ends as by `kill -9`, with what waited in it; its person comes back with a new one. */
  replaceOne(): Promise<void>
  stop(): Promise<void>
}

export async function gatherCrowd(site: Site, seed: number, size: number): Promise<Crowd> {
  const random = seededRandom(seed)
  const things = await paintThings()
  const people = await Promise.all(
    Array.from({ length: size }, (_, index) => {
      const proxy = site.proxies[index % site.proxies.length]
      return Person.signUp({ index, url: site.url, wayUrl: `http://127.0.0.1:${proxy?.port}` })
    }),
  )
  const conversationIds = await introduce(people, random)
  return {
    people,
    conversationIds,
    async talk(signal) {
      await Promise.all(people.map((person, index) => person.talk(seededRandom(seed + 1 + index), things, signal)))
    },
    replaceOne: () => random.pick(people).replaceClient(),
    async stop() {
      await Promise.all(people.map((person) => person.stop()))
    },
  }
}

async function introduce(people: readonly Person[], random: Random): Promise<ConversationId[]> {
  const ids = new Set<ConversationId>()
  for (let index = 0; index < GROUPS; index++) {
    const group = shuffled(people, random).slice(0, Math.min(GROUP_SIZE, people.length))
    ids.add(await meet(group, `Group ${index + 1}`))
  }
  for (let index = 0; index < DIRECT_CHATS; index++) ids.add(await meet(shuffled(people, random).slice(0, 2)))
  // Chance may leave somebody out of all of them.
  for (const person of people.filter(({ conversationIds }) => conversationIds.size === 0)) {
    ids.add(await meet([person, random.pick(people.filter((other) => other !== person))]))
  }
  return [...ids]
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
