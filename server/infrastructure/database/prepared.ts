import type { QueryConfig } from 'pg'

/** A statement that each connection parses once. `name` is unique among all. */
export function prepared(name: string, text: string): (values: readonly unknown[]) => QueryConfig<unknown[]> {
  return (values) => ({ name, text, values: [...values] })
}
