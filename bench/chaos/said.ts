import type { ClientId, ConversationId } from '@/contracts/ids'

/** A message and what its sender was told of it. `lost`: its client died before it was told anything. */
export interface Said {
  readonly clientId: ClientId
  readonly conversationIds: readonly ConversationId[]
  /** The how-manieth message of its sender. */
  readonly order: number
  /** In milliseconds since 1970. */
  readonly at: number
  fate: Fate
}

export type Fate = 'waiting' | 'acknowledged' | 'refused' | 'lost'

/** What somebody said. */
export class Words {
  readonly all: Said[] = []
  readonly #waiting = new Map<ClientId, Said>()

  add(clientId: ClientId, conversationIds: readonly ConversationId[]): void {
    const said: Said = { clientId, conversationIds, order: this.all.length + 1, at: Date.now(), fate: 'waiting' }
    this.all.push(said)
    this.#waiting.set(clientId, said)
  }

  get waiting(): Iterable<Said> {
    return this.#waiting.values()
  }

  settle(clientId: ClientId, fate: Fate): void {
    const said = this.#waiting.get(clientId)
    if (!said) return
    said.fate = fate
    this.#waiting.delete(clientId)
  }

  /** Nobody will be told any more. */
  lose(): void {
    for (const { clientId } of [...this.#waiting.values()]) this.settle(clientId, 'lost')
  }
}
