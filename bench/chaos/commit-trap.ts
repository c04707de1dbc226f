import type { Passes } from '@/server/testing/faulty-link'

/** Where in a commit something breaks. */
export type CommitPoint = 'before the commit' | 'after the commit, before its answer' | 'after its answer'

/** The names of the statements that lock conversations. */
const LOCKS = ['lock-conversation\0', 'lock-conversations\0']
const COMMIT = 'COMMIT\0'
/** What goes after its lock without BEGIN and COMMIT: one write, which is a transaction. */
const WHOLE = ['send-one\0', 'send-plain\0']
/** Postgres is ready for the next, in no transaction. */
const DONE = Buffer.from('Z\0\0\0\x05I')

/** Looks at a process's connections to Postgres, from outside, and says when a commit of theirs gets to a point. */
export class CommitTrap {
  #armed: { readonly point: CommitPoint; readonly locking: boolean; readonly sprung: () => void } | null = null

  /** Resolves when a transaction is at this point; `locking`: one that locks conversations. */
  arm(point: CommitPoint, locking: boolean): Promise<void> {
    return new Promise((sprung) => {
      this.#armed = { point, locking, sprung }
    })
  }

  disarm(): void {
    this.#armed = null
  }

  /** For one connection. */
  watch(): Passes {
    let locks = false
    let committing = false
    return (chunk, from) => {
      if (from === 'server') {
        if (!committing || !chunk.includes(DONE)) return true
        committing = false
        if (this.#springs('after the commit, before its answer')) return false
        this.#springs('after its answer')
        return true
      }
      locks ||= LOCKS.some((name) => chunk.includes(name))
      if (![COMMIT, ...WHOLE].some((name) => chunk.includes(name))) return true
      committing = this.#armed !== null && (locks || !this.#armed.locking)
      locks = false
      return !(committing && this.#springs('before the commit'))
    }
  }

  #springs(point: CommitPoint): boolean {
    if (this.#armed?.point !== point) return false
    this.#armed.sprung()
    this.#armed = null
    return true
  }
}
