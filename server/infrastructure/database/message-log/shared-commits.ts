import type { NewMessage, SendResult } from '@/server/application/ports'

/** Conversations are dealt out to lanes, each with one commit underway. */
export const LANES = 2
const MOST_MESSAGES = 256
const MOST_CHARACTERS = 1_000_000

interface Waiting {
  readonly messages: readonly NewMessage[]
  readonly characters: number
  readonly resolve: (results: readonly SendResult[]) => void
  readonly reject: (error: unknown) => void
}

type Store = (messages: readonly NewMessage[]) => Promise<readonly SendResult[]>

/**
 * Stores sends; what arrives while a commit is underway shares the next one. A conversation's sends stay in their order.
 * Who names files, people or several places needs more than one statement, and doesn't make others wait for it.
 */
export function sharedCommits({ alone, together }: { readonly alone: Store; readonly together: Store }): Store {
  const lanes = Array.from({ length: LANES }, () => new Lane(together))
  return (messages) => {
    const conversationId = onlyConversationOf(messages)
    const lane = conversationId === null ? undefined : lanes[laneOf(conversationId)]
    return lane ? lane.send(messages) : alone(messages)
  }
}

function onlyConversationOf(messages: readonly NewMessage[]): string | null {
  const [message] = messages
  if (messages.length !== 1 || !message || message.attachments.length > 0 || message.forward) return null
  const [place] = message.places
  return message.places.length === 1 && place && 'conversationId' in place ? place.conversationId : null
}

const laneOf = (conversationId: string): number => Number(conversationId.at(-1)) % LANES

class Lane {
  readonly #store: Store
  #waiting: Waiting[] = []
  #busy = false

  constructor(store: Store) {
    this.#store = store
  }

  send(messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
    const characters = messages.reduce((sum, { text }) => sum + text.length, 0)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, characters, resolve, reject })
      if (!this.#busy) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#busy = true
    while (this.#waiting.length > 0) await this.#commit(this.#next())
    this.#busy = false
  }

  #next(): readonly Waiting[] {
    let messages = 0
    let characters = 0
    const end = this.#waiting.findIndex((one, index) => {
      messages += one.messages.length
      characters += one.characters
      return index > 0 && (messages > MOST_MESSAGES || characters > MOST_CHARACTERS)
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#store(batch.flatMap(({ messages }) => messages))
      let at = 0
      for (const { messages, resolve } of batch) {
        resolve(results.slice(at, at + messages.length))
        at += messages.length
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
