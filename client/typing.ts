import type { ConversationId, UserId } from '@/contracts/ids'
import type { Environment } from './environment'

/** Without another word somebody types no more after this. */
export const TYPING_TIMEOUT_MS = 6_000
/** Said again at most this often. */
export const TYPING_SAID_MS = 3_000
/** What was told just before a message may arrive just after it. */
const STALE_MS = 1_000
const NOBODY: readonly UserId[] = []

/** Who types where. */
export class Typing {
  readonly #environment: Environment
  readonly #changed: (id: ConversationId) => void
  readonly #now = new Map<ConversationId, ReadonlyMap<UserId, () => void>>()
  readonly #lists = new Map<ConversationId, readonly UserId[]>()
  readonly #saidAt = new Map<ConversationId, number>()
  readonly #spokeAt = new Map<string, number>()

  constructor(environment: Environment, changed: (id: ConversationId) => void) {
    this.#environment = environment
    this.#changed = changed
  }

  in(id: ConversationId): readonly UserId[] {
    return this.#lists.get(id) ?? NOBODY
  }

  started(id: ConversationId, userId: UserId): void {
    const spokeAt = this.#spokeAt.get(`${id} ${userId}`)
    if (spokeAt !== undefined && this.#environment.now() - spokeAt < STALE_MS) return
    const typing = new Map(this.#now.get(id))
    const known = typing.get(userId)
    known?.()
    typing.set(
      userId,
      this.#environment.after(TYPING_TIMEOUT_MS, () => this.ended(id, userId)),
    )
    this.#now.set(id, typing)
    if (!known) this.#show(id)
  }

  /** Their message is here. */
  spoke(id: ConversationId, userId: UserId): void {
    this.#spokeAt.set(`${id} ${userId}`, this.#environment.now())
    this.ended(id, userId)
  }

  ended(id: ConversationId, userId: UserId): void {
    const typing = new Map(this.#now.get(id))
    const known = typing.get(userId)
    if (!known) return
    known()
    typing.delete(userId)
    this.#now.set(id, typing)
    this.#show(id)
  }

  /** Whether it is time to tell the others that I type. */
  mayTell(id: ConversationId): boolean {
    const now = this.#environment.now()
    if (now - (this.#saidAt.get(id) ?? 0) < TYPING_SAID_MS) return false
    this.#saidAt.set(id, now)
    return true
  }

  /** I said it: the next word is told at once. */
  said(id: ConversationId): void {
    this.#saidAt.delete(id)
  }

  stop(): void {
    for (const typing of this.#now.values()) for (const cancel of typing.values()) cancel()
  }

  #show(id: ConversationId): void {
    this.#lists.set(id, [...(this.#now.get(id)?.keys() ?? [])])
    this.#changed(id)
  }
}
