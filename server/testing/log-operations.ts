import fc from 'fast-check'
import type { Draft } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { Blocks } from '@/server/application/block-ports'
import type { LinkPreviewStage } from '@/server/application/link-previews.contract'
import type { Search } from '@/server/application/log-ports'
import type { Requests } from '@/server/application/request-ports'
import type { GroupChange } from '@/server/domain/change-group'
import type { MessageChange } from '@/server/domain/change-message'
import { digestOf } from '@/server/domain/heads'
import { compareIds } from '@/server/domain/roles'
import type { Expire } from './expire'
import { bringThings, LINKS, messageOf, type Said, sends, type Things } from './random-sends'
import type { RetentionStage } from './retain'
import type { SendingStage } from './sending-stage'

/** A random thing that random people do. People and conversations are given by index, modulo what there is. */
export type Operation =
  | { readonly do: 'group'; readonly by: number; readonly with: readonly number[]; readonly set?: Rules }
  | { readonly do: 'direct'; readonly by: number; readonly with: number }
  | { readonly do: 'send'; readonly list: readonly Said[] }
  | {
      readonly do: 'change'
      readonly by: number
      readonly at: number
      readonly seq: number
      readonly made: MessageChange
      /** Whom an edit mentions. */
      readonly mentions: readonly number[]
    }
  | {
      readonly do: 'place'
      readonly of: number
      readonly by?: Index
      readonly to: readonly number[]
      readonly with?: Index
    }
  | { readonly do: 'preview'; readonly of: number; readonly link: string | null }
  | { readonly do: 'marks'; readonly by: number; readonly moves: readonly { at: number; marks: Marks }[] }
  | { readonly do: 'add'; readonly by: number; readonly at: number; readonly who: readonly number[] }
  | { readonly do: 'remove'; readonly by: number; readonly at: number; readonly who: number }
  | { readonly do: 'role'; readonly by: number; readonly at: number; readonly who: number; readonly role: Role }
  | { readonly do: 'settings'; readonly by: number; readonly at: number; readonly change: Change }
  | { readonly do: 'state'; readonly by: number; readonly at: number; readonly change: PrivateChange }
  | {
      readonly do: 'own'
      readonly by: number
      readonly at: number
      readonly marks: { seqs: number[]; starred?: boolean; hidden?: true }
    }
  | { readonly do: 'block'; readonly by: number; readonly who: number; readonly blocked: boolean }
  /** From now on they are asked first, or not. */
  | { readonly do: 'asked'; readonly by: number; readonly topic: AskTopic; readonly first: boolean }
  | { readonly do: 'accept' | 'join' | 'decline'; readonly by: number; readonly at: number }
  | { readonly do: 'takeBack'; readonly by: number; readonly at: number; readonly who: number }
  | { readonly do: 'clear'; readonly by: number; readonly at: number; readonly forGood: boolean }
  /** Time passes: whatever has a timer there is over. */
  | { readonly do: 'expire'; readonly at: number }
  /** Time passes: all that was said there, or all files, are older than is kept, for once. */
  | { readonly do: 'retain'; readonly at: number; readonly what: 'messages' | 'files' }
  | { readonly do: 'look'; readonly by: number; readonly at: number; readonly place: Place }

type AskTopic = 'chats' | 'groups'
type Index = number | undefined

interface Marks {
  readonly delivered?: number | undefined
  readonly read?: number | undefined
  readonly seen?: number | undefined
}
type Role = 'owner' | 'admin' | 'member'
interface Change {
  readonly name?: string | undefined
  readonly pastOpen?: boolean | undefined
  readonly receiptsShown?: boolean | undefined
  readonly disappearAfterMs?: number | null | undefined
  readonly endsAt?: string | null | undefined
}
type Rules = Pick<Change, 'disappearAfterMs' | 'endsAt'>
interface PrivateChange {
  readonly markedUnread?: boolean | undefined
  readonly pinned?: boolean | undefined
  readonly mutedUntil?: string | null | undefined
  readonly mentionsOnly?: boolean | undefined
  readonly archived?: boolean | undefined
  readonly draft?: Draft | undefined
}
interface Place {
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly around?: number | undefined
  readonly limit: number
}

const GALLERIES = ['media', 'file', 'voice', 'link'] as const

/** Lists whose order counts. */
const IN_ORDER = new Set(['events', 'entries', 'reactions', 'userIds'])

export const PEOPLE = 5
const MAX_MEMBERS = 4

const person = fc.nat(PEOPLE - 1)
const place = fc.nat(5)
const seq = fc.oneof(fc.nat(30), fc.constant(2_147_483_647))
const timer = fc.constantFrom(null, 3_600_000, 86_400_000)
const end = fc.constantFrom(null, '2999-01-01T00:00:00.000Z', '2999-01-02T00:00:00.000Z')
const optional = { requiredKeys: [] }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('group'),
      by: person,
      with: fc.array(person, { maxLength: 4 }),
      set: fc.record({ disappearAfterMs: timer, endsAt: end }, optional),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('direct'), by: person, with: person }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send'),
      list: fc.array(sends(person, place), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('change'),
      by: person,
      at: place,
      seq: fc.nat(12),
      mentions: fc.array(person, { maxLength: 2 }),
      made: fc.oneof(
        fc.record({
          kind: fc.constant('message:edited'),
          text: fc.constantFrom('Better', 'Best', ...LINKS, LINKS.join(' ')),
          mentions: fc.constant([]),
        }),
        fc.record({ kind: fc.constant('message:deleted') }),
        fc.record({ kind: fc.constant('message:pinned'), pinned: fc.boolean() }),
        fc.record({ kind: fc.constant('message:reacted'), emoji: fc.constantFrom('👍', '❤️', null) }),
      ),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record(
      {
        do: fc.constant('place'),
        of: fc.nat(20),
        by: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: person }),
        to: fc.array(place, { minLength: 1, maxLength: 3 }),
        with: fc.option(person, { nil: undefined, freq: 3 }),
      },
      { requiredKeys: ['do', 'of', 'to'] },
    ),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('preview'), of: fc.nat(20), link: fc.constantFrom(...LINKS, null) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('marks'),
      by: person,
      moves: fc.array(fc.record({ at: place, marks: fc.record({ delivered: seq, read: seq, seen: seq }, optional) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('add'),
      by: person,
      at: place,
      who: fc.array(person, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), by: person, at: place, who: person }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('role'),
      by: person,
      at: place,
      who: person,
      role: fc.constantFrom('owner', 'admin', 'member'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('settings'),
      by: person,
      at: place,
      change: fc.oneof(
        fc.record({ name: fc.constantFrom('Peaks', 'Lakes'), pastOpen: fc.boolean() }, optional),
        fc.record({ receiptsShown: fc.boolean() }),
        fc.record({ disappearAfterMs: timer }),
        fc.record({ endsAt: end }),
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('expire'), at: place }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('retain'),
      at: place,
      what: fc.oneof({ weight: 1, arbitrary: fc.constant('messages') }, { weight: 3, arbitrary: fc.constant('files') }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('state'),
      by: person,
      at: place,
      change: fc.record(
        {
          markedUnread: fc.boolean(),
          pinned: fc.boolean(),
          mutedUntil: fc.constantFrom(null, '9999-12-31T00:00:00Z'),
          mentionsOnly: fc.boolean(),
          archived: fc.boolean(),
          draft: fc.record({
            text: fc.constantFrom('', 'Begun', 'Gone on'),
            replyTo: fc.constantFrom(null, 2),
            at: fc.nat(9).map((second) => `2026-01-02T03:04:0${second}.000Z`),
          }),
        },
        optional,
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('own'),
      by: person,
      at: place,
      marks: fc.record(
        {
          seqs: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
          starred: fc.boolean(),
          hidden: fc.constant(true),
        },
        { requiredKeys: ['seqs'] },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('block'), by: person, who: person, blocked: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('asked'),
      by: person,
      topic: fc.constantFrom('chats', 'groups'),
      first: fc.nat(3).map((n) => n > 0),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('accept', 'join', 'decline'), by: person, at: place }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('takeBack'), by: person, at: place, who: person }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('clear'), by: person, at: place, forGood: fc.nat(5).map((n) => n === 0) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('look'),
      by: person,
      at: place,
      place: fc.oneof(
        fc.record({ limit: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ before: seq, limit: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ after: seq, limit: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ around: seq, limit: fc.integer({ min: 1, max: 9 }) }),
      ),
    }),
  },
) as fc.Arbitrary<Operation>

/** Starts with a group, so that there is something to do things in. */
export const operations = fc
  .array(operation, { minLength: 10, maxLength: 70 })
  .map((rest): Operation[] => [{ do: 'group', by: 0, with: [1, 2] }, ...rest])

type PlayStage = SendingStage &
  LinkPreviewStage & {
    readonly search: Search
    readonly blocks: Blocks
    readonly requests: Requests
    askFirst(userId: UserId, topic: AskTopic, first: boolean): Promise<void>
    readonly expire: Expire
  } & Pick<RetentionStage, 'retention' | 'eraseOld'>

/** Does operations on one pair of ports; answers results that can be compared with those of another pair. */
export class Play {
  readonly #stage: PlayStage
  readonly #people: readonly UserId[]
  readonly #conversations: ConversationId[] = []
  readonly #messages: string[] = []
  /** Where each message stood first. */
  readonly #said: { by: UserId; conversationId: ConversationId; seq: number }[] = []
  /** Of the heads that each was told last. */
  readonly #digests: Map<UserId, string>
  #things: readonly Things[] = []

  constructor(stage: PlayStage, people: readonly UserId[]) {
    this.#stage = stage
    this.#people = people
    this.#digests = new Map(people.map((userId) => [userId, '']))
  }

  /** Gives everybody something to attach. */
  async bringThings(): Promise<this> {
    const things: Things[] = []
    for (const userId of this.#people) things.push(await bringThings(this.#stage, userId))
    this.#things = things
    return this
  }

  async run(operation: Operation): Promise<string> {
    const result = await this.#do(operation).catch((error: { code?: string; message: string }) => {
      if (error.code === undefined) throw error
      return { refused: error.code }
    })
    return this.#comparable([result, await this.#newHeads()])
  }

  /** Of those whose heads aren't what they had when this was asked last. */
  async #newHeads() {
    const told = await this.#stage.messages.heads(this.#digests)
    for (const [userId, { heads, privateVersion }] of told) this.#digests.set(userId, digestOf(heads, privateVersion))
    return this.#people.map((userId) => told.get(userId) ?? null)
  }

  /** Everything that everybody sees now. */
  async everything(): Promise<string> {
    const { messages, conversations, stickers, search, blocks, requests } = this.#stage
    const seen = await Promise.all(
      this.#people.map(async (userId) => {
        const overview = await messages.overview(userId)
        const heads = (await messages.heads(new Map([[userId, '']]))).get(userId)
        const digest = digestOf(heads?.heads ?? [], heads?.privateVersion ?? 0)
        const unlike = await messages.heads(new Map([[userId, digest]]))
        return Promise.all([
          overview,
          heads,
          [...unlike.keys()],
          blocks.list(userId).then(({ blocked }) => blocked.map(({ id }) => id)),
          requests.invitations(userId),
          messages.starred(userId, { limit: 100 }),
          ...['text', 'best', 'example.org/other'].map((query) => search.messages(userId, { query, limit: 50 })),
          stickers.shelf(userId).then(({ packs, others }) => [...packs.flatMap((pack) => pack.stickers), ...others]),
          ...overview.entries.flatMap(({ conversation: { id } }) => [
            messages.page(userId, { conversationId: id, limit: 100 }),
            messages.since(userId, id, 0, 500),
            messages.quotes(userId, id, [2, 3, 4, 5, 6, 7]),
            ...Array.from({ length: 8 }, (_, i) => messages.versions(userId, id, i + 1).catch(() => null)),
            messages.ownSince(userId, id, 3),
            ...GALLERIES.map((kind) => search.gallery(userId, { conversationId: id, kind, limit: 50 })),
            requests.pending(userId, id).catch(() => null),
            conversations.members(userId, id),
            conversations.forMember(userId, id),
            ...Array.from({ length: 8 }, (_, i) => messages.info(userId, id, i + 1).catch(() => null)),
          ]),
        ])
      }),
    )
    return this.#comparable(seen)
  }

  /** Each person's counts of what is unread as the overview has them, by conversation. */
  async unread(): Promise<{ userId: UserId; conversationId: ConversationId; unread: number; mentions: number }[]> {
    const counted = this.#people.map(async (userId) =>
      (await this.#stage.messages.overview(userId)).entries.map(({ conversation, state }) => ({
        userId,
        conversationId: conversation.id,
        unread: state.unread,
        mentions: state.mentions,
      })),
    )
    return (await Promise.all(counted)).flat()
  }

  async #do(operation: Operation): Promise<unknown> {
    const { messages, conversations } = this.#stage
    switch (operation.do) {
      case 'group': {
        const userIds = operation.with.map((index) => this.#person(index))
        const set = operation.set as Pick<GroupChange, keyof Rules>
        const group = { name: 'Hiking', userIds, pictureId: null, maxMembers: MAX_MEMBERS, ...set }
        return this.#keep(await conversations.createGroup(this.#person(operation.by), group))
      }
      case 'direct':
        return this.#keep(await conversations.openDirect(this.#person(operation.by), this.#person(operation.with)))
      case 'send':
        return this.#send(operation.list)
      case 'marks':
        return messages.moveMarks(
          this.#person(operation.by),
          operation.moves.map(({ at, marks }) => ({ conversationId: this.#conversation(at), ...marks })),
        )
      case 'add': {
        const userIds = operation.who.map((index) => this.#person(index))
        return conversations.addMembers(
          this.#person(operation.by),
          this.#conversation(operation.at),
          userIds,
          MAX_MEMBERS,
        )
      }
      case 'remove':
        return conversations.removeMember(...this.#place(operation), this.#person(operation.who))
      case 'role':
        return conversations.setRole(...this.#place(operation), this.#person(operation.who), operation.role)
      case 'change':
        return messages.change(...this.#place(operation), operation.seq, this.#made(operation))
      case 'place':
        return this.#placeMore(operation)
      case 'preview':
        return this.#preview(operation)
      case 'settings':
        return conversations.change(...this.#place(operation), operation.change as object)
      case 'state': {
        const [userId, conversationId] = this.#place(operation)
        return conversations.setPrivateState(userId, { conversationId, ...operation.change })
      }
      case 'own': {
        const [userId, conversationId] = this.#place(operation)
        return messages.setOwn(userId, { conversationId, ...operation.marks })
      }
      case 'block': {
        const [userId, otherId] = [this.#person(operation.by), this.#person(operation.who)]
        if (userId === otherId) return null
        const { blocks } = this.#stage
        return operation.blocked ? blocks.block(userId, otherId) : blocks.unblock(userId, otherId)
      }
      case 'asked':
        await this.#stage.askFirst(this.#person(operation.by), operation.topic, operation.first)
        return null
      case 'accept':
        return this.#stage.requests.accept(...this.#place(operation))
      case 'join':
        return this.#stage.requests.join(...this.#place(operation), MAX_MEMBERS)
      case 'decline':
        return this.#stage.requests.decline(...this.#place(operation))
      case 'takeBack':
        return this.#stage.requests.takeBack(...this.#place(operation), this.#person(operation.who))
      case 'clear':
        return conversations.clear(...this.#place(operation), operation.forGood)
      case 'expire':
        return this.#stage.expire(this.#conversation(operation.at))
      case 'retain':
        return this.#retain(operation)
      case 'look': {
        const [userId, conversationId] = this.#place(operation)
        return messages.page(userId, { conversationId, ...operation.place })
      }
    }
  }

  async #retain({ at, what }: Extract<Operation, { do: 'retain' }>) {
    const { retention, eraseOld } = this.#stage
    const forEver = { messages: null, files: null }
    // Of days to come: nothing is young.
    await retention.set({ ...forEver, [what]: -1 })
    const committed = await eraseOld(this.#conversation(at))
    await retention.set(forEver)
    return committed
  }

  async #placeMore(operation: Extract<Operation, { do: 'place' }>) {
    const said = this.#said[operation.of % this.#said.length]
    if (said === undefined) return null
    const by = operation.by === undefined ? said.by : this.#person(operation.by)
    const places = operation.to.map((index) => ({ conversationId: this.#conversation(index) }))
    const person = operation.with === undefined ? [] : [{ userId: this.#person(operation.with) }]
    const result = await this.#stage.messages.place(by, said.conversationId, said.seq, [...places, ...person])
    for (const { event } of result.committed?.opened ?? []) this.#keep(event)
    return result
  }

  async #preview({ of, link }: Extract<Operation, { do: 'preview' }>) {
    const { linkPreviews } = this.#stage
    const said = this.#said[of % this.#said.length]
    const subject = said ? await linkPreviews.subject(said) : null
    if (subject === null) return null
    if (link !== null) await linkPreviews.keep(link, { title: link, site: 'Example', description: '', picture: null })
    const { committed } = await linkPreviews.show(subject.messageId, subject.text, link)
    return { subject, committed }
  }

  #made({ made, mentions }: Extract<Operation, { do: 'change' }>): MessageChange {
    return made.kind === 'message:edited' ? { ...made, mentions: mentions.map((index) => this.#person(index)) } : made
  }

  async #send(list: readonly Said[]) {
    const cast = {
      person: (index: number) => this.#person(index),
      conversation: (index: number) => this.#conversation(index),
      things: (index: number) => this.#things[index],
    }
    const results = await this.#stage.messages.send(list.map((said) => messageOf(said, cast)))
    const opened = results.flatMap((result) => (result.ok ? (result.committed?.opened ?? []) : []))
    const ids = opened.map(({ event }) => event.conversationId).sort(compareIds)
    for (const conversationId of ids) this.#keep({ conversationId })
    return results.map((result, index) => {
      if (!result.ok) return { refused: result.error.code }
      if (this.#messages.includes(result.sent.messageId)) return result
      this.#messages.push(result.sent.messageId)
      const [first] = result.sent.places
      if (first) this.#said.push({ by: this.#person(list[index]?.by ?? 0), ...first })
      return result
    })
  }

  #person(index: number): UserId {
    return this.#people[index] ?? ''
  }

  #conversation(index: number): ConversationId {
    return this.#conversations[index % this.#conversations.length] ?? ''
  }

  #place({ by, at }: { by: number; at: number }): [UserId, ConversationId] {
    return [this.#person(by), this.#conversation(at)]
  }

  #keep<T extends { conversationId: ConversationId }>(result: T): T {
    if (!this.#conversations.includes(result.conversationId)) this.#conversations.push(result.conversationId)
    return result
  }

  /** Ids by the order they were given out, instants by whether there are any, lists without an order of their own. */
  #comparable(result: unknown): string {
    return JSON.stringify(this.#plain(result), null, 1)
  }

  #plain(value: unknown, key = '', holder: object = {}): unknown {
    if (Array.isArray(value)) {
      const plain = value.map((item) => this.#plain(item, key))
      const ordered = IN_ORDER.has(key) ? plain : plain.sort(byText)
      return ordered.every((item) => item && typeof item === 'object' && 'conversation' in item)
        ? ordered.sort(byText)
        : ordered
    }
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((name) => [name, this.#plain((value as Record<string, unknown>)[name], name, value)]),
      )
    }
    return typeof value === 'string' ? this.#plainText(value, key, holder) : value
  }

  #plainText(value: string, key: string, holder: object): string {
    if (/^\d{4}-.*Z$/.test(value))
      return value.startsWith('9999') || (key === 'createdAt' && 'text' in holder) ? value : 'instant'
    if (key === 'conversationId' || (key === 'id' && 'pair' in holder)) return `c${this.#conversations.indexOf(value)}`
    if (key === 'messageId' || (key === 'id' && 'clientId' in holder)) return `m${this.#messages.indexOf(value)}`
    if (key === 'id' && 'words' in holder) return `s${this.#things.findIndex(({ sticker }) => sticker === value)}`
    if (key === 'packId') return 'pack'
    const index = this.#people.indexOf(value)
    return index >= 0 ? `p${index}` : value
  }
}

function byText(a: unknown, b: unknown): number {
  const [one, other] = [JSON.stringify(a) ?? '', JSON.stringify(b) ?? '']
  return one < other ? -1 : Number(one > other)
}
