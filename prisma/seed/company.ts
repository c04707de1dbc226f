import type { ConversationId } from '@/contracts/ids'
import { type ConversationUseCases, conversationUseCases } from '@/server/application/conversation-use-cases'
import type { Container } from '@/server/container'
import { firstLink } from '@/server/domain/text/first-link'
import { act } from './act'
import { Luggage } from './luggage'
import type { Cast } from './play'
import type { Scene } from './plot'
import { post } from './post'
import { Readers } from './readers'
import { Stage } from './stage'
import type { Story } from './stories/story'
import { Timetable } from './timetable'

const SECOND_MS = 1_000

/** The cast at play: each does, through the use cases, what the script says. */
export class Company {
  readonly #container: Container
  readonly #useCases: ConversationUseCases
  readonly #pictures: ReadonlyMap<string, string>
  readonly #stage: Stage
  readonly #timetable: Timetable
  readonly #readers: Readers
  readonly #luggage: Luggage
  #sent = 0

  constructor(container: Container, { ids, pictures }: Cast) {
    this.#container = container
    // Without the jobs that look behind links: here that is done at once, or there is nothing to look at.
    this.#useCases = conversationUseCases(container.ports, container.env)
    this.#pictures = pictures
    this.#stage = new Stage(ids)
    this.#timetable = new Timetable(container.background)
    this.#readers = new Readers(container, this.#timetable)
    this.#luggage = new Luggage(container)
  }

  /** Begins the conversation, unless it has begun. */
  async open(story: Story, at: Date): Promise<void> {
    if (this.#stage.has(story)) return
    const id = await this.#begin(story)
    this.#stage.open(story, id)
    this.#timetable.begin(id)
    await this.#timetable.note(new Date(at.getTime() - 30 * SECOND_MS))
  }

  async #begin({ name, people }: Story): Promise<ConversationId> {
    const { ports, env } = this.#container
    const [first = '', ...others] = people.map((person) => this.#stage.id(person))
    if (name === undefined) return (await ports.conversations.openDirect(first, others[0] ?? '')).conversationId
    const pictureId = this.#pictures.get(name) ?? null
    const group = { name, userIds: others, pictureId, maxMembers: env.groupMembers }
    return (await ports.conversations.createGroup(first, group)).conversationId
  }

  /** Who does something has read what was before it. */
  async perform(scene: Scene, present: readonly Story[]): Promise<void> {
    const { at, by } = scene.happening
    const { id } = this.#stage.of(scene.story)
    await this.#readers.read(this.#stage.id(by), id, new Date(at.getTime() - 2 * SECOND_MS))
    await this.#do(scene, present)
    await this.#timetable.note(at)
    await this.#readers.read(this.#stage.id(by), id, at)
  }

  async #do({ story, happening }: Scene, present: readonly Story[]): Promise<void> {
    if (happening.kind !== 'posted') return act(this.#useCases, this.#stage, happening, story)
    const said = { posting: happening, story, present, n: ++this.#sent }
    const { places } = await post(this.#useCases, this.#stage, this.#luggage, said)
    const [place] = places
    if (place && firstLink(happening.text) !== null) await this.#container.useCases.showWhatIsBehind(place)
  }

  /** On everybody's devices a moment later. */
  async getAll(story: Story, at: Date): Promise<void> {
    const { id, people } = this.#stage.of(story)
    for (const person of people) {
      const later = SECOND_MS + (leisureMs(person) % (4 * SECOND_MS))
      await this.#readers.get(this.#stage.id(person), id, new Date(at.getTime() + later))
    }
  }

  /** Read by everybody, each when they find the time. */
  async readAll(story: Story, at: Date): Promise<void> {
    const { id, people } = this.#stage.of(story)
    for (const person of people) {
      await this.#readers.read(this.#stage.id(person), id, new Date(at.getTime() + leisureMs(person)))
    }
  }

  /** The newest message, and what follows it, they don't read; or don't even get. */
  stop(story: Story, person: string, mark: 'read' | 'delivered'): void {
    const { id, newest } = this.#stage.of(story)
    const last = newest - 1
    this.#readers.bound(this.#stage.id(person), id, mark === 'read' ? { read: last } : { read: last, delivered: last })
  }

  settle(): Promise<void> {
    return this.#timetable.settle()
  }
}

/** How long somebody takes to look at what came: 7 s to 7 minutes, and the same each time. */
function leisureMs(person: string): number {
  const name = [...person].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7)
  return 7_000 + (name % 413_000)
}
