import pg from 'pg'

const LATE = /^Query read timeout$/

/**
 * A client that breaks its connection when an answer is late: what the driver merely reports would leave the next
 * query waiting behind the one that is never answered, and a dead connection in the pool.
 */
export class GivingUpClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const given = this.query.bind(this) as (...args: unknown[]) => unknown
    const query = (...args: unknown[]): unknown => {
      const answer = given(...args)
      if (answer instanceof Promise) answer.catch((error: unknown) => this.#heed(error))
      return answer
    }
    this.query = query as typeof this.query
  }

  #heed(error: unknown): void {
    if (error instanceof Error && LATE.test(error.message)) {
      ;(this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    }
  }
}
