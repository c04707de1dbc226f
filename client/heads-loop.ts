import type { Profile } from '@/contracts/dto'
import type { HeadsCompared } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { CompareHeadsInput } from '@/contracts/inputs'
import { digestOf } from '@/server/domain/heads'
import type { Environment } from './environment'
import type { Conversations, Difference } from './live/conversations'
import type { ClockReading } from './server-clock'
import { SingleFlight } from './single-flight'

/** Jittered; never so late that an event of which only this can tell is missing for more than 35 s. */
const COMPARE_MS = { least: 24_000, most: 33_000 }

interface Dependencies {
  readonly conversations: Conversations
  readonly environment: Environment
  privateVersion(): number
  people(): [UserId, number][]
  compare(input: CompareHeadsInput, timeoutMs?: number): Promise<HeadsCompared>
  learn(profiles: readonly Profile[]): void
  /** The server said what time it is. */
  clock(reading: ClockReading): void
  /** My contacts and settings are at this version. */
  private(version: number): void
  differences(difference: Difference): Promise<void>
  /** Everything is here as it is there. */
  same(): void
}

/** Compares what is here with what there is: on every connect, now and then, and when something may be missing. */
export class HeadsLoop {
  readonly #deps: Dependencies
  readonly #flight = new SingleFlight<'compare'>()
  #cancel: (() => void) | null = null

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** Now, and from now on. Never rejects. */
  async compare(timeoutMs?: number): Promise<void> {
    await this.#flight.run('compare', () => this.#compare(timeoutMs).catch(() => {}))
    this.#later()
  }

  pause(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  async #compare(timeoutMs?: number): Promise<void> {
    const { conversations, environment } = this.#deps
    const heads = conversations.heads()
    const known = new Set(heads.map(({ conversationId }) => conversationId))
    const digest = digestOf(heads, this.#deps.privateVersion())
    const askedAt = environment.now()
    const answer = await this.#deps.compare({ digest, people: this.#deps.people() }, timeoutMs)
    if (answer.now) this.#deps.clock({ now: answer.now, askedAt, answeredAt: environment.now() })
    this.#deps.learn(answer.profiles)
    if (answer.same) return this.#deps.same()
    this.#deps.private(answer.privateVersion)
    await this.#deps.differences(conversations.compare(answer.heads, known))
  }

  #later(): void {
    this.pause()
    const { environment } = this.#deps
    const delayMs = COMPARE_MS.least + environment.random() * (COMPARE_MS.most - COMPARE_MS.least)
    this.#cancel = environment.after(delayMs, () => void this.compare())
  }
}
