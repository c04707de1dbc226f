import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Container } from '@/server/container'
import type { Timetable } from './timetable'

/** How far each may get: some haven't read the end, and some haven't got it yet. */
export interface Bounds {
  readonly read: number
  readonly delivered: number
}

/** Those who are in the conversations, getting and reading what is said. */
export class Readers {
  readonly #moveMarks: Container['useCases']['moveMarks']
  readonly #timetable: Timetable
  readonly #bounds = new Map<string, Bounds>()
  readonly #reached = new Map<string, Seq>()

  constructor({ useCases }: Container, timetable: Timetable) {
    this.#moveMarks = useCases.moveMarks
    this.#timetable = timetable
  }

  /** From now on they get no further, or read no further, than this. */
  bound(userId: UserId, conversationId: ConversationId, bounds: Partial<Bounds>): void {
    const key = `${userId} ${conversationId}`
    this.#bounds.set(key, { read: Infinity, delivered: Infinity, ...this.#bounds.get(key), ...bounds })
  }

  get(userId: UserId, conversationId: ConversationId, at: Date): Promise<void> {
    return this.#move(userId, conversationId, 'delivered', at)
  }

  async read(userId: UserId, conversationId: ConversationId, at: Date): Promise<void> {
    await this.#move(userId, conversationId, 'delivered', at)
    await this.#move(userId, conversationId, 'seen', at)
  }

  async #move(userId: UserId, conversationId: ConversationId, kind: 'delivered' | 'seen', at: Date): Promise<void> {
    const bounds = this.#bounds.get(`${userId} ${conversationId}`)
    const bound = (kind === 'seen' ? bounds?.read : bounds?.delivered) ?? Infinity
    const toSeq = Math.min(bound, this.#timetable.lastSeq(conversationId))
    const key = `${userId} ${conversationId} ${kind}`
    if (toSeq <= (this.#reached.get(key) ?? 0)) return
    this.#reached.set(key, toSeq)
    const marks = kind === 'seen' ? { read: toSeq, seen: toSeq } : { delivered: toSeq }
    await this.#moveMarks({ userId }, { moves: [{ conversationId, ...marks }] })
    this.#timetable.noteMove({ conversationId, userId, kind, toSeq, at })
  }
}
