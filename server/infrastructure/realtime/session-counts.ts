import type { SessionId } from '@/contracts/ids'

/** How many sockets each session has here, kept: to gather it from thousands of sockets takes longer than checking it. */
export class SessionCounts {
  readonly #counts = new Map<SessionId, number>()

  get sessionIds(): readonly SessionId[] {
    return [...this.#counts.keys()]
  }

  came(sessionId: SessionId): void {
    this.#counts.set(sessionId, (this.#counts.get(sessionId) ?? 0) + 1)
  }

  left(sessionId: SessionId): void {
    const count = (this.#counts.get(sessionId) ?? 0) - 1
    if (count > 0) this.#counts.set(sessionId, count)
    else this.#counts.delete(sessionId)
  }
}
