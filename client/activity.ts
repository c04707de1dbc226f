import type { ActivityInput } from '@/contracts/inputs'
import type { Environment } from './environment'

/** Input is told at most this often. */
const INPUT_MS = 10_000

/** Tells the gateway what the person does, sparingly. */
export class Activity {
  readonly #environment: Environment
  readonly #tell: (report: ActivityInput) => void
  #visible: boolean | null = null
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
    if (!due) return
    if (report.input) this.#inputToldAt = now
    this.#tell(report)
  }

  /** A new connection knows nothing yet. Reconnecting is the app's doing: no input of the person's. */
  online(): void {
    if (this.#last) this.#tell({ visible: this.#last.visible, input: false })
  }
}
