import type { Place } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Story } from './stories/story'

/** A story that has begun. */
export interface Open {
  readonly id: ConversationId
  /** Their userNames. Who is added comes behind. */
  readonly people: string[]
  /** The seq of the newest message. */
  newest: Seq
}

/** What scripts speak of by name, as it is in the database: people, stories, labelled messages. */
export class Stage {
  readonly #ids: ReadonlyMap<string, UserId>
  readonly #open = new Map<Story, Open>()
  readonly #labelled = new Map<string, readonly Place[]>()

  constructor(ids: ReadonlyMap<string, UserId>) {
    this.#ids = ids
  }

  id(person: string): UserId {
    const id = this.#ids.get(person)
    if (!id) throw new Error(`“${person}” is not in the cast.`)
    return id
  }

  has(story: Story): boolean {
    return this.#open.has(story)
  }

  open(story: Story, id: ConversationId): void {
    this.#open.set(story, { id, people: [...story.people], newest: 0 })
  }

  of(story: Story): Open {
    const open = this.#open.get(story)
    if (!open) throw new Error('A story that has not begun.')
    return open
  }

  members(story: Story) {
    return this.of(story).people.map((userName) => ({ userName, userId: this.id(userName) }))
  }

  label(label: string, places: readonly Place[]): void {
    this.#labelled.set(label, places)
  }

  /** Where a labelled message is in a story. */
  at(label: string, story: Story): Place {
    const { id } = this.of(story)
    const place = this.#labelled.get(label)?.find(({ conversationId }) => conversationId === id)
    if (!place) throw new Error(`Nothing was labelled “${label}” in “${story.name ?? story.people.join(' and ')}”.`)
    return place
  }

  /** One of the places of a labelled message. */
  anywhere(label: string): Place {
    const [place] = this.#labelled.get(label) ?? []
    if (!place) throw new Error(`Nothing was labelled “${label}” before it was forwarded.`)
    return place
  }
}
