import type { Pool } from 'pg'
import { foundIn, type Needle } from './needle'

// Of Postgres's own, what has values of other tables' columns: samples that it plans by, and large objects.
const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND (n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    OR c.oid IN ('pg_statistic'::regclass, 'pg_statistic_ext_data'::regclass, 'pg_largeobject'::regclass)) ORDER BY 1`

/** `table: needle` for every table of every schema that has one in any row, as text; bytes stand there in hex. */
export async function lookInDatabase(pool: Pool, needles: readonly Needle[]): Promise<string[]> {
  const tables = await pool.query<{ name: string }>(TABLES)
  const looks = tables.rows.map(async ({ name }) => {
    const { rows } = await pool.query<{ lines: string | null }>(
      `SELECT string_agg(t::text, E'\\n') AS lines FROM ${name} t`,
    )
    return foundIn(rows[0]?.lines ?? '', needles).map((needle) => `${name}: ${needle}`)
  })
  return (await Promise.all(looks)).flat()
}
