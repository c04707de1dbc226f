import pg from 'pg'

const CONNECTIONS = 4

/** Connections to Kith's database, wherever it is now. */
export class Database {
  readonly #url: () => string
  #pool: { readonly url: string; readonly connections: pg.Pool } | null = null

  constructor(url: () => string) {
    this.#url = url
  }

  /** @throws when no Postgres runs just now */
  get pool(): pg.Pool {
    const url = this.#url()
    if (this.#pool?.url === url) return this.#pool.connections
    void this.#pool?.connections.end()
    const connections = new pg.Pool({ connectionString: url, max: CONNECTIONS })
    // They break with the rest.
    connections.on('error', () => {})
    this.#pool = { url, connections }
    return connections
  }

  async close(): Promise<void> {
    await this.#pool?.connections.end()
  }
}
