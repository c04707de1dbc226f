import type { OwnChange, OwnMark } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'

const NONE: ReadonlySet<Seq> = new Set()

/** What I chose and the server hasn't answered yet. */
export interface OwnWish {
  readonly seqs: readonly Seq[]
  readonly starred?: boolean
  readonly hidden?: true
}

/** What I alone have made of messages of one conversation: of one message, the higher version wins. */
export class OwnMarks {
  readonly #marks = new Map<Seq, OwnMark>()
  /** All changes up to this version, of what was loaded here, are in `#marks`. */
  #known: number
  #wishes: readonly OwnWish[] = []
  #starred: ReadonlySet<Seq> = NONE

  constructor(known: number) {
    this.#known = known
  }

  get known(): number {
    return this.#known
  }
  get all(): readonly OwnMark[] {
    return [...this.#marks.values()]
  }
  /** With what I chose; the same set until it changes. */
  get starred(): ReadonlySet<Seq> {
    return this.#starred
  }

  /** Deleted for me, as the server knows. */
  isHidden(seq: Seq): boolean {
    return this.#marks.get(seq)?.hidden ?? false
  }

  /** Hidden, or about to be. */
  isGone(seq: Seq): boolean {
    return this.isHidden(seq) || this.#wishes.some(({ seqs, hidden }) => hidden && seqs.includes(seq))
  }

  /** In any order, as often as you like. Answers the seqs that are hidden only now. */
  merge(marks: readonly OwnMark[]): readonly Seq[] {
    const gone: Seq[] = []
    for (const mark of marks) {
      const known = this.#marks.get(mark.seq)
      if (known && known.version >= mark.version) continue
      if (mark.hidden && !known?.hidden) gone.push(mark.seq)
      this.#marks.set(mark.seq, mark)
    }
    this.#restar()
    return gone
  }

  /** As `merge`; moves on what is known, unless a change before this one is missing. */
  changed({ after, version, marks }: Pick<OwnChange, 'after' | 'version' | 'marks'>): readonly Seq[] {
    if (after <= this.#known) this.#known = Math.max(this.#known, version)
    return this.merge(marks)
  }

  /** Marks from the local store: complete up to `known`. */
  restore(marks: readonly OwnMark[], known: number): readonly Seq[] {
    this.#known = Math.min(this.#known, known)
    return this.merge(marks)
  }

  /** They are of messages that are gone. */
  forget(isGone: (seq: Seq) => boolean): void {
    for (const known of [...this.#marks.keys()]) if (isGone(known)) this.#marks.delete(known)
    this.#restar()
  }

  /** Shows it until the returned function is called. */
  wish(wish: OwnWish): () => void {
    this.#wishes = [...this.#wishes, wish]
    this.#restar()
    return () => {
      this.#wishes = this.#wishes.filter((one) => one !== wish)
      this.#restar()
    }
  }

  #restar(): void {
    const starred = new Set<Seq>()
    for (const { seq, starred: is } of this.#marks.values()) if (is) starred.add(seq)
    for (const wish of this.#wishes) {
      if (wish.starred === undefined) continue
      for (const seq of wish.seqs)
        if (wish.starred) starred.add(seq)
        else starred.delete(seq)
    }
    const same = starred.size === this.#starred.size && [...starred].every((seq) => this.#starred.has(seq))
    if (!same) this.#starred = starred
  }
}
