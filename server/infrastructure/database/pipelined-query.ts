import pg from 'pg'

/** Of the driver's connection and queries (pg's lib/query.js), what its types leave out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly submittedNamedStatements: Record<string, string>
}
interface DriverQuery {
  name: string | undefined
  text: string
  submit(connection: Wire): unknown
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: Wire): void
  handleError(error: Error, connection: Wire): void
}
type Callback = (error: Error | null, result: pg.QueryResult) => void

const Query = pg.Query as unknown as new (config: pg.QueryConfig<unknown[]>, callback?: Callback) => DriverQuery

/**
 * A statement with another one before it, both named, in one transaction without BEGIN and COMMIT: what comes before one Sync is
 * one, and is committed, or taken back, by it. So there is one answer, at the end of all. The first one's rows aren't kept.
 */
class PipelinedQuery extends Query {
  readonly #first: DriverQuery
  readonly #second: pg.QueryConfig<unknown[]>
  #firstIsDone = false

  constructor(first: pg.QueryConfig<unknown[]>, second: pg.QueryConfig<unknown[]>, callback: Callback) {
    super({ ...second }, callback)
    this.#first = new Query(first)
    this.#second = second
  }

  override submit(connection: Wire): unknown {
    connection.stream.cork()
    try {
      const failed = this.#first.submit(withoutSync(connection)) ?? super.submit(connection)
      // The driver notes under the name of what it waits for what is parsed.
      this.#answers(this.#first)
      return failed
    } finally {
      connection.stream.uncork()
    }
  }

  override handleRowDescription(message: unknown): void {
    if (this.#firstIsDone) super.handleRowDescription(message)
  }

  override handleDataRow(message: unknown): void {
    if (this.#firstIsDone) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#firstIsDone) super.handleCommandComplete(message, connection)
    else this.#answers(this.#second)
    this.#firstIsDone = true
  }

  override handleError(error: Error, connection: Wire): void {
    // What comes after what failed was not parsed.
    delete connection.submittedNamedStatements[this.#second.name ?? '']
    super.handleError(error, connection)
  }

  #answers({ name, text }: { readonly name?: string | undefined; readonly text: string }): void {
    this.name = name
    this.text = text
  }
}

/** The connection as it is, on which nothing is ended. */
const withoutSync = (connection: Wire): Wire =>
  new Proxy(connection, {
    get: (_, key) => (key === 'sync' ? () => {} : Reflect.get(connection, key, connection)),
  })

/** Both in one transaction and one round trip: rows of the second, once that is committed. */
export function queryAfter<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  first: pg.QueryConfig<unknown[]>,
  second: pg.QueryConfig<unknown[]>,
): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    const query = new PipelinedQuery(first, second, (error, result) =>
      error ? reject(error) : resolve((result as pg.QueryResult<Row>).rows),
    )
    client.query(query as unknown as pg.Submittable)
  })
}
