import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { MessageLog } from '@/server/application/log-ports'
import { LIMITS } from '@/server/domain/limits'
import type { Moved, Moving } from './move-marks'
import { sharedMoves } from './shared-moves'

/** Where nothing can be moved: the database refuses the value. */
const UNHEARD_OF: ConversationId = 'unheard of'

class InvalidData extends Error {
  readonly code = '22P02'
}

interface Underway {
  readonly movings: readonly Moving[]
  commit(): void
  fail(error: Error): void
}

/** Marks that are moved by lists which end when the test says so, and a clock that it lets go on. */
function opened() {
  const marks = new Map<string, Seq>()
  const underway: Underway[] = []
  const gathering: (() => void)[] = []
  const commit = (movings: readonly Moving[]): readonly Moved[] => {
    if (movings.some(({ moves }) => moves.some(({ conversationId }) => conversationId === UNHEARD_OF))) {
      throw new InvalidData()
    }
    for (const { userId, moves } of movings) {
      for (const { conversationId, read = 0 } of moves) {
        const key = `${userId} ${conversationId}`
        marks.set(key, Math.max(marks.get(key) ?? 0, read))
      }
    }
    return movings.map(({ userId, moves }) => ({ states: moves.map((move) => stateOf(userId, move)), receipts: [] }))
  }
  const stateOf = (userId: UserId, { conversationId }: MarkMoveInput) =>
    ({ conversationId, state: { read: marks.get(`${userId} ${conversationId}`) } }) as Moved['states'][number]
  const move = sharedMoves(
    (movings) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          underway.shift()
          settle()
        }
        underway.push({
          movings,
          commit: () =>
            end(() => {
              try {
                resolve(commit(movings))
              } catch (error) {
                reject(error)
              }
            }),
          fail: (error) => end(() => reject(error)),
        })
      }),
    () => new Promise((resolve) => gathering.push(resolve)),
  )
  return { move, marks, underway, goOn: () => gathering.shift()?.() }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))
const to = (read: Seq, conversationId = '1'): readonly MarkMoveInput[] => [{ conversationId, read }]
const readsOf = ({ states }: Awaited<ReturnType<MessageLog['moveMarks']>>) => states.map(({ state }) => state.read)

describe('a move of marks', () => {
  it('goes along with the first that waits, and each gets its own answer', async () => {
    const { move, underway, goOn } = opened()
    const first = move('a', to(3))
    await settle()
    const others = [move('b', to(5)), move('a', to(4))]
    expect(underway).toHaveLength(0)
    goOn()
    await settle()
    expect(underway[0]?.movings.map(({ userId }) => userId)).toEqual(['a', 'b', 'a'])
    underway[0]?.commit()
    expect((await Promise.all([first, ...others])).map(readsOf)).toEqual([[4], [5], [4]])
  })

  it('that comes while others are stored waits for what comes along, too', async () => {
    const { move, underway, goOn } = opened()
    void move('a', to(3))
    goOn()
    await settle()
    const late = [move('b', to(3)), move('c', to(4))]
    underway[0]?.commit()
    await settle()
    expect(underway).toHaveLength(0)
    goOn()
    await settle()
    underway[0]?.commit()
    expect((await Promise.all(late)).map(readsOf)).toEqual([[3], [4]])
  })

  it('fails with its list, once, when the connection breaks, and not with those after it', async () => {
    const { move, underway, goOn } = opened()
    const ended = Promise.allSettled([move('a', to(3)), move('b', to(3))])
    goOn()
    await settle()
    const late = move('c', to(3))
    underway[0]?.fail(new Error('The connection broke.'))
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    goOn()
    await settle()
    underway[0]?.commit()
    expect(readsOf(await late)).toEqual([3])
  })

  it('that the database can’t hold fails alone', async () => {
    const { move, underway, goOn } = opened()
    const ended = Promise.allSettled([move('a', to(3)), move('b', to(3, UNHEARD_OF)), move('c', to(3))])
    goOn()
    for (let list = 0; list < 4; list++) {
      await settle()
      underway[0]?.commit()
    }
    expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('is stored without waiting where nothing is gathered', () => {
    const lists: (readonly Moving[])[] = []
    const move = sharedMoves((movings) => {
      lists.push(movings)
      return Promise.resolve([])
    })
    void move('a', to(3))
    expect(lists).toHaveLength(1)
  })
})

const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        userId: fc.constantFrom('a', 'b', 'c'),
        conversationId: fc.constantFrom('1', '1', '2', '2', '3', UNHEARD_OF),
        read: fc.nat(20),
        // What one asks for may fill a list by itself.
        more: fc.constantFrom(0, 0, 0, 200, LIMITS.marksPerMove - 1),
      }),
    },
    { weight: 4, arbitrary: fc.constantFrom('gathered' as const, 'stored' as const) },
    { weight: 1, arbitrary: fc.constant('broken' as const) },
  ),
  { maxLength: 60 },
)

it('each is answered once, by what is highest then, and fails only with its own list or for itself', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const { move, marks, underway, goOn } = opened()
      const asked: { userId: UserId; moves: readonly MarkMoveInput[]; answer: ReturnType<typeof move> }[] = []
      const broken = new Set<readonly MarkMoveInput[]>()
      const tried = new Set<readonly MarkMoveInput[]>()
      const look = () => {
        expect(underway.length).toBeLessThanOrEqual(1)
        const movings = underway[0]?.movings ?? []
        for (const { moves } of movings) tried.add(moves)
        const size = movings.reduce((sum, { moves }) => sum + moves.length, 0)
        expect(movings.length === 1 || size <= LIMITS.marksPerMove).toBe(true)
      }
      for (const step of list) {
        if (step === 'gathered') goOn()
        else if (step === 'stored') underway[0]?.commit()
        else if (step === 'broken') {
          for (const { moves } of underway[0]?.movings ?? []) broken.add(moves)
          underway[0]?.fail(new Error('The connection broke.'))
        } else {
          const { userId, conversationId, read, more } = step
          const others = Array.from({ length: more }, (_, n) => ({ conversationId: `${conversationId} ${n}`, read }))
          const moves = [{ conversationId, read }, ...others]
          const answer = move(userId, moves)
          answer.catch(() => {})
          asked.push({ userId, moves, answer })
        }
        await settle()
        look()
      }
      // Each may need a list for itself, and be tried once before that.
      for (let left = 3 * asked.length; left > 0; left--) {
        goOn()
        await settle()
        look()
        underway[0]?.commit()
        await settle()
      }
      const highest = new Map<string, Seq>()
      for (const { userId, moves, answer } of asked) {
        const ended = await Promise.race([answer, settle().then(() => 'unanswered')]).catch((error: Error) => error)
        expect([ended === 'unanswered', tried.has(moves)]).toEqual([false, true])
        const unheardOf = moves[0]?.conversationId === UNHEARD_OF
        if (ended instanceof InvalidData) expect(unheardOf).toBe(true)
        else if (ended instanceof Error) expect(broken.has(moves)).toBe(true)
        else {
          expect([broken.has(moves), unheardOf]).toEqual([false, false])
          const reads = readsOf(await answer)
          expect(reads).toHaveLength(moves.length)
          for (const [index, { conversationId, read = 0 }] of moves.entries()) {
            const key = `${userId} ${conversationId}`
            expect(reads[index]).toBeGreaterThanOrEqual(read)
            highest.set(key, Math.max(highest.get(key) ?? 0, read))
          }
        }
      }
      expect([...marks].sort()).toEqual([...highest].sort())
    }),
  )
})
