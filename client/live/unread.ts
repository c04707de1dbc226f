import type { PrivateState } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'

/**
 * How many of the others' messages are unread, from what the server counted at `unreadAt`, the posts that came later,
 * and what was read here and isn't acknowledged yet.
 */
export class Unread {
  #state: PrivateState
  /** What was read here: may be ahead of the server's `read`. */
  #read: Seq
  /** Others' posts above `#from`, ascending. */
  #posts: Seq[] = []
  /** All of the others' posts above this seq that went through the gate are in `#posts`. */
  #from: Seq

  constructor(state: PrivateState, lastSeq: Seq) {
    this.#state = state
    this.#read = state.read
    this.#from = lastSeq
  }

  /** As the server told it. */
  get told(): PrivateState {
    return this.#state
  }

  get read(): Seq {
    return Math.max(this.#read, this.#state.read)
  }

  posted(seq: Seq): void {
    if (seq > this.read) this.#posts.push(seq)
  }

  /** A snapshot replaced what went through the gate: posts up to `seq` are only known by the server's count. */
  jumped(seq: Seq): void {
    this.#from = seq
    this.#posts = []
  }

  /** The higher version wins; of one version, what was counted later. False: the count can't be told, load the entry. */
  changed(state: PrivateState): boolean {
    const newer =
      state.version > this.#state.version ||
      (state.version === this.#state.version && state.unreadAt > this.#state.unreadAt)
    if (newer) this.#state = state
    this.#forget()
    return this.exact
  }

  /** Posts between what the server counted and what is known here would be missing from the count. */
  get exact(): boolean {
    return Math.max(this.#state.unreadAt, this.read) >= this.#from
  }

  readTo(seq: Seq): boolean {
    if (seq <= this.read) return false
    this.#read = seq
    this.#forget()
    return true
  }

  /** `loaded(from, to)`: others' messages in (from, to], or null when those aren't all here. */
  count(loaded: (from: Seq, to: Seq) => number | null): number {
    const { read: toldRead, unread, unreadAt } = this.#state
    const later = this.#posts.reduce((sum, seq) => sum + (seq > unreadAt && seq > this.read ? 1 : 0), 0)
    if (this.read <= toldRead) return unread + later
    if (this.read >= unreadAt) return later
    return Math.max(0, unread - (loaded(toldRead, this.read) ?? 0)) + later
  }

  #forget(): void {
    const first = this.#posts[0]
    if (first !== undefined && first <= this.read) this.#posts = this.#posts.filter((seq) => seq > this.read)
  }
}
