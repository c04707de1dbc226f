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
/** By this device's clock, which an answer sets right: it is asked again also when nothing happens. */
const KEPT_MS = 10 * 60_000

interface Dependencies {
  readonly conversations: Conversations
  readonly environment: Environment
  privateVersion(): number
  people(): [UserId, number][]
  compare(input: CompareHeadsInput): Promise<HeadsCompared>
  learn(profiles: readonly Profile[]): void
  /** The server said what time it is. */
  clock(reading: ClockReading): void
  /** My contacts and settings are at this version. */
  private(version: number): void
  differences(difference: Difference): Promise<void>
  /** Everything is here as it is there. */
  same(): void
}

/**
 * Compares what is here with what there is: on every connect, now and then, and when something may be missing. As long as the gateway
 * compares what is here by itself, nothing is asked.
 */
export class HeadsLoop {
  readonly #deps: Dependencies
  readonly #flight = new SingleFlight<'compare'>()
  #cancel: (() => void) | null = null
  /** What this connection's gateway compares for us. */
  #kept: { readonly question: string; readonly since: number } | null = null

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** Now, and from now on. Never rejects. */
  async compare(): Promise<void> {
    await this.#flight.run('compare', () => this.#compare().catch(() => {}))
    this.#later()
  }

  pause(): void {
    this.#stopWaiting()
    this.#kept = null
  }

  async #compare(): Promise<void> {
    const { conversations, environment } = this.#deps
    this.#kept = null
    const known = new Set([...conversations.all()].map(({ id }) => id))
    const question = this.#question()
    const askedAt = environment.now()
    const answer = await this.#deps.compare(question)
    if (answer.kept) this.#kept = { question: JSON.stringify(question), since: askedAt }
    if (answer.now) this.#deps.clock({ now: answer.now, askedAt, answeredAt: environment.now() })
    this.#deps.learn(answer.profiles)
    if (answer.same) return this.#deps.same()
    this.#deps.private(answer.privateVersion)
    await this.#deps.differences(conversations.compare(answer.heads, known))
  }

  #question(): CompareHeadsInput {
    const digest = digestOf(this.#deps.conversations.heads(), this.#deps.privateVersion())
    return { digest, people: this.#deps.people(), keep: true }
  }

  #isKept(): boolean {
    const { environment } = this.#deps
    const keptMs = environment.now() - (this.#kept?.since ?? Number.NEGATIVE_INFINITY)
    // Less than nothing: the device's clock was set back.
    return keptMs >= 0 && keptMs < KEPT_MS && this.#kept?.question === JSON.stringify(this.#question())
  }

  #later(): void {
    this.#stopWaiting()
    const { environment } = this.#deps
    const delayMs = COMPARE_MS.least + environment.random() * (COMPARE_MS.most - COMPARE_MS.least)
    this.#cancel = environment.after(delayMs, () => (this.#isKept() ? this.#later() : void this.compare()))
  }

  #stopWaiting(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
