import type { ActivityInput } from '@/contracts/inputs'
import type { Environment } from './environment'

/** Input is told at most this often. */
const INPUT_MS = 10_000
/** Input that a new connection is still told of. */
const RECENT_INPUT_MS = 10_000

/** Tells the gateway what the person does, sparingly. */
export class Activity {
  readonly #environment: Environment
  readonly #tell: (report: ActivityInput) => void
  #visible: boolean | null = null
  #inputAt = Number.NEGATIVE_INFINITY
  #inputToldAt = Number.NEGATIVE_INFINITY
  #last: ActivityInput | null = null

  constructor(environment: Environment, tell: (report: ActivityInput) => void) {
    this.#environment = environment
    this.#tell = tell
  }

  report(report: ActivityInput): void {
    const now = this.#environment.now()
    const due = report.visible !== this.#visible || (report.input && now - this.#inputToldAt >= INPUT_MS)
    this.#visible = report.visible
    this.#last = report
    if (report.input) this.#inputAt = now
    if (!due) return
    if (report.input) this.#inputToldAt = now
    this.#tell(report)
  }

  /**
   * A new connection knows nothing yet. Reconnecting is the app's doing: no input of the person's, unless they opened
   * the app or gave input just before, when nobody could be told.
   */
  online(): void {
    const input = this.#environment.now() - this.#inputAt < RECENT_INPUT_MS
    if (this.#last) this.#tell({ visible: this.#last.visible, input })
  }
}
