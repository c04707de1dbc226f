import type { MarksMoved } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { Actor } from '@/server/application/account-ports'
import { type Answered, NOBODY_ANSWERED } from '@/server/application/answered'
import { LIMITS } from '@/server/domain/limits'
import { mergeMoves } from './merge-moves'

type Move = (actor: Actor, moves: MarkMoveInput[], answered: Answered) => Promise<MarksMoved>

interface Waiting {
  moves: MarkMoveInput[]
  /** Of all requests that wait for it. */
  readonly answered: Answered[]
  readonly moved: Promise<MarksMoved>
}

/**
 * One move of marks at a time per user. What arrives meanwhile, from any of their sockets, is merged into the next
 * one: a hundred messages read at once are one write.
 */
export class MarksQueue {
  readonly #move: Move
  readonly #running = new Map<UserId, Promise<unknown>>()
  readonly #waiting = new Map<UserId, Waiting>()

  /** @param move answers the state of every conversation it was given, for each request that waits for it */
  constructor(move: Move) {
    this.#move = move
  }

  move(actor: Actor, moves: readonly MarkMoveInput[], answered: Answered = NOBODY_ANSWERED): Promise<MarksMoved> {
    const running = this.#running.get(actor.userId)
    if (!running) return this.#run(actor, mergeMoves(moves), answered)
    const waiting = this.#waiting.get(actor.userId)
    if (waiting) {
      const merged = mergeMoves([...waiting.moves, ...moves])
      if (merged.length > LIMITS.marksPerMove) return waiting.moved.then(() => this.move(actor, moves, answered))
      waiting.moves = merged
      waiting.answered.push(answered)
      return waiting.moved
    }
    return this.#wait(actor, running, mergeMoves(moves), answered)
  }

  #wait(actor: Actor, running: Promise<unknown>, moves: MarkMoveInput[], answered: Answered): Promise<MarksMoved> {
    const next = (): Promise<MarksMoved> => {
      this.#waiting.delete(actor.userId)
      return this.#run(actor, waiting.moves, () => waiting.answered.flatMap((each) => each()))
    }
    const waiting: Waiting = { moves, answered: [answered], moved: running.then(next, next) }
    this.#waiting.set(actor.userId, waiting)
    return waiting.moved
  }

  #run(actor: Actor, moves: MarkMoveInput[], answered: Answered): Promise<MarksMoved> {
    const running = this.#move(actor, moves, answered)
    this.#running.set(actor.userId, running)
    const done = (): void => {
      if (this.#running.get(actor.userId) === running) this.#running.delete(actor.userId)
    }
    running.then(done, done)
    return running
  }
}
