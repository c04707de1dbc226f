import type { LogEntry } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'

/** More than this waiting behind a hole is asked for again rather than kept. */
const HELD_MAX = 1_000

const firstSeq = (entry: LogEntry): Seq => (entry.kind === 'skip' ? entry.from : entry.seq)

/** Lets a conversation's entries through in seq order, each once; holds what comes after a hole. */
export class Gate {
  #last: Seq
  readonly #held = new Map<Seq, LogEntry>()

  constructor(last: Seq) {
    this.#last = last
  }

  /** The last seq that went through. */
  get last(): Seq {
    return this.#last
  }

  /** Something is missing between what went through and what is held. */
  get behind(): boolean {
    return this.#held.size > 0
  }

  /** What may be applied now, in order. Empty for a duplicate, and for what is held. */
  offer(entry: LogEntry): readonly LogEntry[] {
    if (entry.seq <= this.#last) return []
    if (firstSeq(entry) > this.#last + 1) {
      if (entry.kind !== 'skip' && this.#held.size < HELD_MAX) this.#held.set(entry.seq, entry)
      return []
    }
    this.#last = entry.seq
    return [entry, ...this.#release()]
  }

  /** A snapshot covers everything up to `seq`. Answers what was held right behind it. */
  jump(seq: Seq): readonly LogEntry[] {
    if (seq > this.#last) this.#last = seq
    return this.#release()
  }

  #release(): LogEntry[] {
    const released: LogEntry[] = []
    if (this.#held.size === 0) return released
    for (let next = this.#held.get(this.#last + 1); next; next = this.#held.get(this.#last + 1)) {
      this.#last = next.seq
      released.push(next)
    }
    for (const seq of this.#held.keys()) if (seq <= this.#last) this.#held.delete(seq)
    return released
  }
}
