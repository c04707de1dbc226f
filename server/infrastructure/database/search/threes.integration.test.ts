import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** What says so much that ones and twos of it are found. */
const isDense = (character: string | undefined): boolean => character !== undefined && character >= '\u2190'

function threesOf(searched: string): string[] {
  const all = [...searched]
  const found = all.flatMap((a, at) => {
    const [b, c] = [all[at + 1], all[at + 2]]
    if (isDense(a)) return b !== undefined && isDense(b) ? [a, a + b] : [a]
    const whole = b !== undefined && c !== undefined && b !== ' ' && c !== ' ' && !isDense(b) && !isDense(c)
    return whole ? [a + b + c] : []
  })
  return [...new Set(found)].sort()
}

const letters = fc.constantFrom('a', 'b', 'c', ' ', '9', 'é', 'ж', '日', '本', '🦊', '→')
const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '1', 'é'), maxLength: 40 })
const mixed = fc.string({ unit: letters, maxLength: 40 })
// Too long for the quick way.
const long = words.map((part) => `${part} ${'ab c'.repeat(260)}${part}`)

test('a text has the threes of each of its words, and of what is dense ones and twos, however long it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(words, mixed, long), { minLength: 1, maxLength: 40 }), async (texts) => {
      const { rows } = await database.pool.query<{ threes: string[] }>(
        'SELECT search_grams(t) AS threes FROM unnest($1::text[]) WITH ORDINALITY AS i (t, n) ORDER BY n',
        [texts],
      )
      expect(rows.map(({ threes }) => [...new Set(threes)].sort())).toEqual(texts.map(threesOf))
    }),
    { numRuns: 60 },
  )
})
