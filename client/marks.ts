import type { MarksMoved } from '@/contracts/events'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import { isTransient } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import type { Environment } from './environment'
import { asRefusal } from './refusal'
import type { Storage, Write } from './storage/storage'

/** Moves made within this time go up as one. */
const COALESCE_MS = 150
const RETRY_MS = 5_000
/** What is read after what was stored just now is stored together. */
const STORE_EVERY_MS = 500

export type MarkMove = Omit<MarkMoveInput, 'conversationId'>

interface Dependencies {
  readonly storage: Storage
  readonly environment: Environment
  reachable(): boolean
  moveMarks(moves: readonly MarkMoveInput[]): Promise<MarksMoved>
  moved(answer: MarksMoved): void
}

const furthest = (a: Seq | undefined, b: Seq | undefined): Seq | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)

/** Each mark at the further of the two. */
export function mergeMove(conversationId: ConversationId, a: MarkMove, b: MarkMove): MarkMoveInput {
  const delivered = furthest(a.delivered, b.delivered)
  const read = furthest(a.read, b.read)
  const seen = furthest(a.seen, b.seen)
  return {
    conversationId,
    ...(delivered === undefined ? {} : { delivered }),
    ...(read === undefined ? {} : { read }),
    ...(seen === undefined ? {} : { seen }),
  }
}

/** Marks moved here that the server doesn't have yet. Only the furthest counts, so they are merged and may repeat. */
export class Marks {
  readonly #deps: Dependencies
  #waiting = new Map<ConversationId, MarkMoveInput>()
  readonly #stored = new Set<ConversationId>()
  readonly #unstored = new Set<ConversationId>()
  #cancelStore: (() => void) | null = null
  #inFlight = false
  #cancel: (() => void) | null = null
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** What an earlier run read and couldn't tell the server. */
  async start(): Promise<readonly MarkMoveInput[]> {
    const stored = (await this.#deps.storage.all('marks')) as readonly MarkMoveInput[]
    for (const move of stored) {
      this.#stored.add(move.conversationId)
      this.#merge(move)
    }
    return stored
  }

  move(conversationId: ConversationId, move: MarkMove): void {
    this.#merge({ conversationId, ...move })
    // What was applied is told again from what is here after a reload; what was read is known to nobody else.
    if (move.read !== undefined) this.#storeSoon(conversationId)
    this.#flushIn(COALESCE_MS)
  }

  forget(conversationId: ConversationId): void {
    this.#waiting.delete(conversationId)
    this.#unstored.delete(conversationId)
    if (this.#stored.delete(conversationId))
      void this.#deps.storage.write([{ table: 'marks', key: conversationId, value: undefined }])
  }

  reconnected(): void {
    void this.#flush()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
    this.save()
  }

  /** What was read is stored now: the page may be taken away. */
  save(): void {
    this.#cancelStore?.()
    this.#cancelStore = null
    this.#store()
  }

  /** The first at once. */
  #storeSoon(conversationId: ConversationId): void {
    this.#unstored.add(conversationId)
    if (this.#cancelStore) return
    this.#store()
    this.#cancelStore = this.#deps.environment.after(STORE_EVERY_MS, () => this.save())
  }

  #store(): void {
    const writes = [...this.#unstored].flatMap((key): Write[] => {
      const move = this.#waiting.get(key)
      if (!move) return []
      const { delivered: _, ...value } = move
      return [{ table: 'marks', key, value }]
    })
    for (const { key } of writes) this.#stored.add(key)
    this.#unstored.clear()
    if (writes.length > 0) void this.#deps.storage.write(writes)
  }

  #merge({ conversationId, ...move }: MarkMoveInput): MarkMoveInput {
    const merged = mergeMove(conversationId, this.#waiting.get(conversationId) ?? {}, move)
    this.#waiting.set(conversationId, merged)
    return merged
  }

  #flushIn(delayMs: number): void {
    if (this.#cancel || this.#stopped) return
    this.#cancel = this.#deps.environment.after(delayMs, () => {
      this.#cancel = null
      void this.#flush()
    })
  }

  async #flush(): Promise<void> {
    if (this.#inFlight || this.#stopped || this.#waiting.size === 0 || !this.#deps.reachable()) return
    const moves = [...this.#waiting.values()].slice(0, LIMITS.marksPerMove)
    this.#inFlight = true
    try {
      const answer = await this.#deps.moveMarks(moves)
      this.#told(moves)
      if (!this.#stopped) this.#deps.moved(answer)
      this.#inFlight = false
      void this.#flush()
    } catch (error) {
      this.#inFlight = false
      if (!isTransient(asRefusal(error).code)) this.#told(moves)
      this.#flushIn(RETRY_MS)
    }
  }

  #told(moves: readonly MarkMoveInput[]): void {
    for (const move of moves) if (this.#waiting.get(move.conversationId) === move) this.forget(move.conversationId)
  }
}
