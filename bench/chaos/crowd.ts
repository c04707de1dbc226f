import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type Random, seededRandom } from '../random'
import { type Finding, merged } from './finding'
import { PartProcess } from './part-process'
import type { Manner } from './person'
import type { Site } from './site'

const PER_CONVERSATION = 4
const GROUP_SIZE = 8
/** Of conversations, so many are groups. */
const GROUPS = 0.5
/** Of those, one in so many changes its members; of direct chats, one in so many knows blocks. */
const CHANGING = 3
const PER_PART = 40

/** A conversation, with its people by index: the first one made it. */
export interface Meeting {
  readonly conversationId: ConversationId
  readonly people: readonly number[]
  /** Somebody is taken out of it, or blocked, now and then. */
  readonly changing: boolean
}

/** People who talk without pause, each over one of the site's ways, in a few processes. */
export class Crowd {
  readonly size: number
  readonly meetings: Meeting[] = []
  readonly #parts: readonly PartProcess[]
  readonly #userIds = new Map<number, UserId>()
  readonly #acknowledged = new Map<PartProcess, number>()

  private constructor(size: number) {
    this.size = size
    this.#parts = Array.from({ length: Math.ceil(size / PER_PART) }, () => new PartProcess())
  }

  static async gather(site: Site, seed: number, size: number): Promise<Crowd> {
    const crowd = new Crowd(size)
    try {
      await crowd.#signUp(site)
      await crowd.#introduce(seededRandom(seed))
      return crowd
    } catch (error) {
      crowd.end()
      throw error
    }
  }

  get parts(): readonly PartProcess[] {
    return this.#parts
  }

  /** The process in which a person is. */
  partOf(index: number): PartProcess {
    const part = this.#parts[index % this.#parts.length]
    if (!part) throw new Error('There is no crowd.')
    return part
  }

  async talk(seed: number, manner: Manner): Promise<void> {
    await this.#each((part) => part.ask('talk', { seed, manner }))
  }

  async quiet(): Promise<void> {
    await this.#each((part) => part.ask('quiet'))
  }

  /** As far as is known: of who is suspended, by when they were asked last. */
  async acknowledged(): Promise<number> {
    await this.#awake(async (part) => void this.#acknowledged.set(part, await part.ask('acknowledged')))
    return [...this.#acknowledged.values()].reduce((sum, count) => sum + count, 0)
  }

  async unsettled(): Promise<string[]> {
    return (await this.#each((part) => part.ask('unsettled'))).flat()
  }

  /** Of those who are awake. */
  async behind(lastSeqs: Readonly<Record<ConversationId, Seq>>, saidBefore: number): Promise<string[]> {
    return (await this.#awake((part) => part.ask('behind', { lastSeqs, saidBefore }))).flat()
  }

  /** Of those who are awake. */
  async outages(from: number, to: number): Promise<number[]> {
    return (await this.#awake((part) => part.ask('outages', { from, to }))).flat()
  }

  async judge(url: string, databaseUrl: string): Promise<Finding[]> {
    return merged((await this.#each((part) => part.ask('judge', { url, databaseUrl }))).flat())
  }

  async stop(): Promise<void> {
    await this.#each((part) => part.ask('stop'))
  }

  end(): void {
    for (const part of this.#parts) part.end()
  }

  #awake<T>(ask: (part: PartProcess) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#parts.filter(({ suspended }) => !suspended).map(ask))
  }

  #each<T>(ask: (part: PartProcess) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#parts.map(ask))
  }

  async #signUp({ url, ways }: Site): Promise<void> {
    const people = Array.from({ length: this.size }, (_, index) => ({
      index,
      wayUrl: `http://127.0.0.1:${ways[index % ways.length]?.port}`,
    }))
    const signed = await this.#each((part) =>
      part.ask('signUp', { url, people: people.filter(({ index }) => this.partOf(index) === part) }),
    )
    for (const { index, userId } of signed.flat()) this.#userIds.set(index, userId)
  }

  async #introduce(random: Random): Promise<void> {
    const everybody = Array.from({ length: this.size }, (_, index) => index)
    const conversations = Math.max(4, Math.round(this.size / PER_CONVERSATION))
    const groups = Math.round(conversations * GROUPS)
    for (let at = 0; at < conversations; at++) {
      const people = shuffled(everybody, random).slice(0, at < groups ? GROUP_SIZE : 2)
      await this.#meet(people, at < groups ? `Group ${at + 1}` : null, at % CHANGING === 0)
    }
    // Chance may leave somebody out of all of them.
    const met = new Set(this.meetings.flatMap(({ people }) => people))
    for (const alone of everybody.filter((index) => !met.has(index))) {
      const other = random.pick(everybody.filter((index) => index !== alone))
      await this.#meet([alone, other], null, false)
    }
  }

  async #meet(people: readonly number[], name: string | null, changing: boolean): Promise<void> {
    const [first = 0, ...others] = people
    const userIds = others.map((index) => this.#userId(index))
    const part = this.partOf(first)
    const [other = ''] = userIds
    const conversationId =
      name === null
        ? await part.ask('openDirect', { index: first, userId: other })
        : await part.ask('createGroup', { index: first, name, userIds })
    await Promise.all(people.map((index) => this.partOf(index).ask('join', { index, conversationId })))
    if (changing && name !== null) {
      await part.ask('mayChange', { index: first, group: { conversationId, members: userIds } })
    } else if (changing) await part.ask('mayChange', { index: first, userId: other })
    this.meetings.push({ conversationId, people, changing })
  }

  #userId(index: number): UserId {
    const id = this.#userIds.get(index)
    if (id === undefined) throw new Error(`Person ${index} isn’t here.`)
    return id
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
