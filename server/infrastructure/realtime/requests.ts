import type { z } from 'zod'
import type { Answer, ClientToServerEvents } from '@/contracts/events'
import type { Answered } from '@/server/application/answered'
import { refusalOf } from '@/server/application/refusal'
import { within } from '@/server/application/within'
import { busy, KithError } from '@/server/domain/errors'
import type { Log } from '@/server/log'
import { Limits } from '../rates/limits'
import type { Rate } from '../rates/token-bucket'
import type { GatewaySocket } from './io'
import { RATES, type RequestName, UNKNOWN_RATE } from './rates'

/** Less than clients wait. */
const ANSWER_MS = 9_000
/** That one gateway answers at a time: beyond it, what waits would only grow old. */
const AT_ONCE = 5_000

type AnswerTo<Name extends RequestName> = Parameters<Parameters<ClientToServerEvents[Name]>[1]>[0]

/** One kind of request: how it is parsed, and what answers it. */
interface Handler<Input, Output> {
  readonly schema: z.ZodType<Input>
  readonly answer: (socket: GatewaySocket, input: Input, answered: Answered) => Promise<Output>
}

export type Handlers = {
  readonly [Name in RequestName]: Handler<
    Parameters<ClientToServerEvents[Name]>[0],
    Omit<Extract<AnswerTo<Name>, { ok: true }>, 'ok'>
  >
}

interface Dependencies {
  readonly handlers: Handlers
  readonly rates?: Readonly<Record<RequestName, Rate>>
  readonly log: Log
}

/** What Socket.IO hands an event's name, arguments and acknowledgement to; it keeps that to itself. */
interface Dispatching {
  dispatch(this: GatewaySocket, event: readonly unknown[]): void
}

/** Parses what sockets ask, has it answered, and acknowledges. Nothing that a client sends ends a socket. */
export class Requests {
  readonly #handlers: ReadonlyMap<string, Handler<unknown, object>>
  readonly #limits: Limits
  readonly #log: Log
  readonly #dispatch: Dispatching['dispatch']
  #inFlight = 0
  #idle: (() => void)[] = []

  constructor({ handlers, rates = RATES, log }: Dependencies) {
    // Each handler is called with what its own schema gave.
    this.#handlers = new Map(Object.entries(handlers) as [string, Handler<unknown, object>][])
    this.#limits = new Limits(rates, UNKNOWN_RATE)
    this.#log = log
    const received = (socket: GatewaySocket, event: readonly unknown[]) => this.#received(socket, event)
    this.#dispatch = function (event) {
      received(this, event)
    }
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Resolves when nothing is being answered. */
  idle(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /**
   * In place of Socket.IO's own dispatch to middleware and listeners, of which each socket would keep its own: an event
   * of any name gets its answer, and one named "error", which nobody listens to, would end the process.
   */
  serve(socket: GatewaySocket): void {
    const dispatching: Dispatching = socket as never
    dispatching.dispatch = this.#dispatch
  }

  #received(socket: GatewaySocket, [name, input, ...rest]: readonly unknown[]): void {
    const last = rest.at(-1) ?? input
    const acknowledge = typeof last === 'function' ? (last as (answer: Answer) => void) : () => {}
    const given = typeof input === 'function' ? undefined : input
    void this.#serve(socket, String(name), given, acknowledge)
  }

  async #serve(
    socket: GatewaySocket,
    name: string,
    input: unknown,
    acknowledge: (answer: Answer) => void,
  ): Promise<void> {
    this.#inFlight += 1
    acknowledge(await this.#answer(socket, name, input))
    this.#inFlight -= 1
    if (this.#inFlight > 0) return
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #answer(socket: GatewaySocket, name: string, input: unknown): Promise<Answer> {
    try {
      const handler = this.#handlers.get(name)
      this.#limits.take(name, socket.data)
      if (!handler) throw new KithError('invalid', "This server doesn't know this request. Reload the page.")
      if (this.#inFlight > AT_ONCE) throw busy()
      let late = false
      const answered = (): readonly string[] => (late || !socket.data.followsAnswers ? [] : [socket.id])
      const answer = handler.answer(socket, handler.schema.parse(input), answered)
      const result = await within(ANSWER_MS, answer, () => {
        late = true
      })
      return { ok: true, ...result }
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal.code === 'internal') this.#log.error({ err: error, request: name }, 'a request failed')
      return { ok: false, ...refusal }
    }
  }
}
