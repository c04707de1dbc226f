import { say } from './say.mjs'

/** Steps that all run, whatever the others do, and what came of them. */
export class Suite {
  #passed = 0
  #failed = 0
  #skipped = 0
  #problems = []
  #startedAt = Date.now()

  /** `work` resolves to whether it passed, or to counts of tests and what failed, by name; null: left out. */
  async step(what, work) {
    say(`\n── ${what}`)
    const startedAt = Date.now()
    const result = await work().catch((error) => {
      process.stderr.write(`${error?.stack ?? error}\n`)
      return false
    })
    const { passed, failed, skipped, failures = [] } = typeof result === 'object' && result ? result : counted(result)
    this.#passed += passed
    this.#failed += failed
    this.#skipped += skipped
    if (failed) this.#problems.push({ what, failures })
    say(`── ${what}: ${failed ? 'failed' : result === null ? 'left out' : 'passed'} after ${seconds(startedAt)} s`)
    return failed === 0
  }

  /** Prints the summary and ends the process: 0 when nothing failed. */
  finish() {
    const { length } = this.#problems
    // Again, at the end: where output is cut, what failed must be in what is left.
    for (const { what, failures } of this.#problems) {
      for (const failure of failures) say(`\n✗ ${what}: ${failure}`)
    }
    const names = this.#problems.map(({ what }) => what).join(', ')
    say(`\n${length ? `Failed: ${names}` : 'Everything passed'} (${seconds(this.#startedAt)} s)`)
    say(`${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`)
    process.exit(length ? 1 : 0)
  }
}

const counted = (result) =>
  result === null
    ? { passed: 0, failed: 0, skipped: 1 }
    : { passed: result ? 1 : 0, failed: result ? 0 : 1, skipped: 0 }

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(0)
