import type { PrivateState, SeqRange } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'

/** What the server, or a whole window, counted of (read, at]. */
interface Counted {
  readonly count: number
  readonly read: Seq
  readonly at: Seq
}

interface Post {
  readonly seq: Seq
  readonly mentions: boolean
}

/** `loaded(from, to)`: those of (from, to] that are counted, or null when these aren't all here. */
type Loaded = (from: Seq, to: Seq) => number | null

/**
 * How many of the others' messages are unread, and how many of those mention me: from what the server counted at
 * `unreadAt`, the posts that came later, and what was read here and isn't acknowledged yet.
 */
export class Unread {
  #state: PrivateState
  #mentions: Counted
  /** What was read here: may be ahead of the server's `read`. */
  #read: Seq
  /** Others' posts above `#from`, ascending. */
  #posts: Post[] = []
  /** Whether they mention me since their newest change, by their seq, with that of the change. */
  readonly #changes = new Map<Seq, Post>()
  /** All of the others' posts above this seq that went through the gate are in `#posts`. */
  #from: Seq

  constructor(state: PrivateState, lastSeq: Seq) {
    this.#state = state
    this.#mentions = mentionsTold(state)
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

  posted(seq: Seq, mentions = false): void {
    if (seq > this.read) this.#posts.push({ seq, mentions })
  }

  /** The change at `seq` left the others' post at `target` mentioning me, or not. */
  edited(seq: Seq, target: Seq, mentions: boolean): void {
    if (target <= this.read) return
    this.#changes.set(target, { seq, mentions })
    this.#posts = this.#posts.map((post) => (post.seq === target ? { ...post, mentions } : post))
  }

  /** A snapshot replaced what went through the gate: posts up to `seq` are only known by the server's count. */
  jumped(seq: Seq): void {
    this.#from = seq
    this.#posts = []
    this.#changes.clear()
  }

  /** At `seq`, these were erased: how many of them were counted isn't known. */
  erased(seq: Seq, ranges: readonly SeqRange[]): void {
    if (ranges.some(({ to }) => to > this.#state.read)) this.jumped(seq)
  }

  /** The higher version wins; of one version, what was counted later. False: the count can't be told, load the entry. */
  changed(state: PrivateState): boolean {
    const newer =
      state.version > this.#state.version ||
      (state.version === this.#state.version && state.unreadAt > this.#state.unreadAt)
    if (newer) {
      this.#state = state
      this.#mentions = mentionsTold(state)
    }
    this.#forget()
    return this.exact
  }

  /** A window that has all that is unread shows how many mention me, when `at` was the last seq. */
  mentionsCounted(count: number, at: Seq): void {
    this.#mentions = { count, read: this.read, at }
  }

  /** Posts between what the server counted and what is known here would be missing from the count. */
  get exact(): boolean {
    return Math.max(this.#state.unreadAt, this.read) >= this.#from
  }

  /** False, too, when a change told whether a counted message mentions me: it may have been counted, or not. */
  get mentionsExact(): boolean {
    const { count, at } = this.#mentions
    if (Math.max(at, this.read) < this.#from) return false
    for (const [target, { seq, mentions }] of this.#changes)
      if (target > this.read && target <= at && seq > at && (mentions || count > 0)) return false
    return true
  }

  readTo(seq: Seq): boolean {
    if (seq <= this.read) return false
    this.#read = seq
    this.#forget()
    return true
  }

  count(loaded: Loaded): number {
    const { read, unread: count, unreadAt: at } = this.#state
    return this.#counted({ count, read, at }, this.#posts, loaded)
  }

  mentions(loaded: Loaded): number {
    return this.#counted(
      this.#mentions,
      this.#posts.filter(({ mentions }) => mentions),
      loaded,
    )
  }

  #counted({ count, read, at }: Counted, posts: readonly Post[], loaded: Loaded): number {
    const later = posts.reduce((sum, { seq }) => sum + (seq > at && seq > this.read ? 1 : 0), 0)
    if (this.read <= read) return count + later
    if (this.read >= at || count === 0) return later
    return Math.max(0, count - (loaded(read, this.read) ?? 0)) + later
  }

  #forget(): void {
    const first = this.#posts[0]
    if (first !== undefined && first.seq <= this.read) this.#posts = this.#posts.filter(({ seq }) => seq > this.read)
    for (const target of this.#changes.keys()) if (target <= this.read) this.#changes.delete(target)
  }
}

const mentionsTold = ({ mentions, read, unreadAt }: PrivateState): Counted => ({ count: mentions, read, at: unreadAt })
