import type { Place } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationUseCases, conversationUseCases } from '@/server/application/conversation-use-cases'
import type { Container } from '@/server/container'
import { firstLink } from '@/server/domain/text/first-link'
import { mentionsIn } from '@/server/domain/text/mentions-in'
import { clientIdOf } from './client-id'
import { Luggage } from './luggage'
import type { Cast } from './play'
import type { Scene } from './plot'
import { Readers } from './readers'
import type { Happening, Posting } from './script'
import type { Story } from './stories/story'
import { Timetable } from './timetable'

const SECOND_MS = 1_000

interface Open {
  readonly id: ConversationId
  readonly people: string[]
  /** The seq of the newest message. */
  newest: Seq
}

/** The cast at play: each does, through the use cases, what the script says. */
export class Company {
  readonly #container: Container
  readonly #useCases: ConversationUseCases
  readonly #cast: Cast
  readonly #timetable: Timetable
  readonly #readers: Readers
  readonly #luggage: Luggage
  readonly #open = new Map<Story, Open>()
  readonly #labelled = new Map<string, readonly Place[]>()
  #sent = 0

  constructor(container: Container, cast: Cast) {
    this.#container = container
    // Without the jobs that look behind links: here that is done at once, or there is nothing to look at.
    this.#useCases = conversationUseCases(container.ports, container.env)
    this.#cast = cast
    this.#timetable = new Timetable(container.pool)
    this.#readers = new Readers(container, this.#timetable)
    this.#luggage = new Luggage(container)
  }

  /** Begins the conversation, unless it has begun. */
  async open(story: Story, at: Date): Promise<void> {
    if (this.#open.has(story)) return
    const id = await this.#begin(story)
    this.#open.set(story, { id, people: [...story.people], newest: 0 })
    this.#timetable.begin(id)
    await this.#timetable.note(new Date(at.getTime() - 30 * SECOND_MS))
  }

  async #begin({ name, people }: Story): Promise<ConversationId> {
    const { conversations } = this.#container.ports
    const [first = '', ...others] = people.map((person) => this.#id(person))
    if (name === undefined) return (await conversations.openDirect(first, others[0] ?? '')).conversationId
    const pictureId = this.#cast.pictures.get(name) ?? null
    const group = { name, userIds: others, pictureId, maxMembers: this.#container.env.groupMembers }
    return (await conversations.createGroup(first, group)).conversationId
  }

  async perform({ story, happening }: Scene, present: readonly Story[]): Promise<void> {
    const { id } = this.#of(story)
    const before = new Date(happening.at.getTime() - 2 * SECOND_MS)
    await this.#readers.read(this.#id(happening.by), id, before)
    if (happening.kind === 'posted') await this.#post(happening, story, present)
    else await this.#act(happening, story)
    await this.#timetable.note(happening.at)
    await this.#readers.read(this.#id(happening.by), id, happening.at)
  }

  /** On everybody's devices a moment later. */
  async getAll(story: Story, at: Date): Promise<void> {
    const { id, people } = this.#of(story)
    for (const person of people) {
      await this.#readers.get(this.#id(person), id, new Date(at.getTime() + 1_000 + (leisureMs(person) % 4_000)))
    }
  }

  /** Read by everybody, each when they find the time. */
  async readAll(story: Story, at: Date): Promise<void> {
    const { id, people } = this.#of(story)
    for (const person of people) {
      await this.#readers.read(this.#id(person), id, new Date(at.getTime() + leisureMs(person)))
    }
  }

  /** The newest message, and what follows it, they don't read; or don't even get. */
  stop(story: Story, person: string, mark: 'read' | 'delivered'): void {
    const { id, newest } = this.#of(story)
    const last = newest - 1
    this.#readers.bound(this.#id(person), id, mark === 'read' ? { read: last } : { read: last, delivered: last })
  }

  settle(): Promise<void> {
    return this.#timetable.settle()
  }

  async #post(posting: Posting & Happening, story: Story, present: readonly Story[]): Promise<void> {
    const userId = this.#id(posting.by)
    const { text } = posting
    const forward = posting.forwards === null ? undefined : this.#anywhere(posting.forwards)
    const { kind, attachments } = await this.#luggage.pack(userId, posting)
    const places = present.map((each) => ({ conversationId: this.#of(each).id }))
    const answered = posting.replyTo === null ? {} : { replyTo: this.#at(posting.replyTo, story).seq }
    const sent = await this.#useCases.sendMessage(
      { userId },
      {
        clientId: clientIdOf(++this.#sent),
        createdAt: posting.at.toISOString(),
        kind,
        text,
        attachments,
        mentions: [...mentionsIn(text, this.#members(story))],
        ...(forward && { forward }),
        places: places.length === 1 ? places.map((place) => ({ ...place, ...answered })) : places,
      },
    )
    if (posting.label !== null) this.#labelled.set(posting.label, sent.places)
    for (const each of present) this.#of(each).newest = placeIn(sent.places, this.#of(each).id)?.seq ?? 0
    const [place] = sent.places
    if (place && firstLink(text) !== null) await this.#container.useCases.showWhatIsBehind(place)
  }

  async #act(happening: Exclude<Happening, Posting>, story: Story): Promise<void> {
    const useCases = this.#useCases
    const { id: conversationId, people } = this.#of(story)
    const who = { userId: this.#id(happening.by) }
    switch (happening.kind) {
      case 'joined':
        people.push(happening.who)
        return useCases.addMembers(who, { conversationId, userIds: [this.#id(happening.who)] })
      case 'renamed':
        return useCases.changeGroup(who, { conversationId, name: happening.name })
    }
    const place = this.#at(happening.label, story)
    switch (happening.kind) {
      case 'edited': {
        const mentions = [...mentionsIn(happening.text, this.#members(story))]
        return void (await useCases.editMessage(who, { ...place, text: happening.text, mentions }))
      }
      case 'deleted':
        return void (await useCases.deleteMessage(who, place))
      case 'reacted':
        return void (await useCases.reactToMessage(who, { ...place, emoji: happening.emoji }))
      case 'pinned':
        return void (await useCases.pinMessage(who, { ...place, pinned: true }))
      case 'starred':
        return void (await useCases.setOwn(who, { conversationId, seqs: [place.seq], starred: true }))
    }
  }

  #members(story: Story) {
    return this.#of(story).people.map((userName) => ({ userName, userId: this.#id(userName) }))
  }

  /** Where a labelled message is in a story. */
  #at(label: string, story: Story): Place {
    const place = placeIn(this.#labelled.get(label) ?? [], this.#of(story).id)
    if (!place) throw new Error(`Nothing was labelled “${label}” in “${story.name ?? story.people.join(' and ')}”.`)
    return place
  }

  #anywhere(label: string): Place {
    const [place] = this.#labelled.get(label) ?? []
    if (!place) throw new Error(`Nothing was labelled “${label}” before it was forwarded.`)
    return place
  }

  #of(story: Story): Open {
    const open = this.#open.get(story)
    if (!open) throw new Error('A story that has not begun.')
    return open
  }

  #id(person: string): UserId {
    const id = this.#cast.ids.get(person)
    if (!id) throw new Error(`“${person}” is not in the cast.`)
    return id
  }
}

const placeIn = (places: readonly Place[], id: ConversationId): Place | undefined =>
  places.find(({ conversationId }) => conversationId === id)

/** How long somebody takes to look at what came: 7 s to 7 minutes, and the same each time. */
function leisureMs(person: string): number {
  const name = [...person].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7)
  return 7_000 + (name % 413_000)
}
