import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MarksMoved } from '@/contracts/events'
import type { MarkMoveInput } from '@/contracts/inputs'
import { MarksQueue } from './marks-queue'
import { mergeMoves } from './merge-moves'

const ana = { userId: '1', sessionId: '1' }
const bea = { userId: '2', sessionId: '2' }

function setUp() {
  const runs: { moves: MarkMoveInput[]; finish: (result?: MarksMoved) => void; fail: (error: Error) => void }[] = []
  const queue = new MarksQueue(
    (_, moves) =>
      new Promise((resolve, reject) =>
        runs.push({ moves, finish: (result = { states: [] }) => resolve(result), fail: reject }),
      ),
  )
  return { queue, runs }
}

const read = (conversationId: string, seq: number) => [{ conversationId, read: seq }]

describe('moves of marks', () => {
  it('that arrive while one is under way are merged into one', async () => {
    const { queue, runs } = setUp()
    const first = queue.move(ana, read('1', 1))
    const later = [2, 5, 3].map((seq) => queue.move(ana, read('1', seq)))
    expect(runs.map(({ moves }) => moves)).toEqual([read('1', 1)])
    runs[0]?.finish()
    await first
    await Promise.resolve()
    expect(runs.map(({ moves }) => moves)).toEqual([read('1', 1), read('1', 5)])
    runs[1]?.finish()
    await Promise.all(later)
  })

  it('that are merged are told by their answer to all who wait for it', async () => {
    const told: (readonly string[])[] = []
    let finish = (): void => {}
    const queue = new MarksQueue(async (_, __, answered) => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      told.push(answered())
      return { states: [] }
    })
    const late = [queue.move(ana, read('1', 1), () => ['phone'])]
    for (const socket of ['laptop', 'tablet']) late.push(queue.move(ana, read('1', 2), () => [socket]))
    finish()
    await late[0]
    await Promise.resolve()
    finish()
    await Promise.all(late)
    expect(told).toEqual([['phone'], ['laptop', 'tablet']])
  })

  it('of different users do not wait for each other', () => {
    const { queue, runs } = setUp()
    void queue.move(ana, read('1', 1))
    void queue.move(bea, read('1', 1))
    expect(runs).toHaveLength(2)
  })

  it('go on after one that failed', async () => {
    const { queue, runs } = setUp()
    const first = queue.move(ana, read('1', 1))
    const second = queue.move(ana, read('1', 2))
    runs[0]?.fail(new Error('the database is away'))
    await expect(first).rejects.toThrow()
    await Promise.resolve()
    runs[1]?.finish()
    await expect(second).resolves.toEqual({ states: [] })
  })

  it('merge to the furthest of each mark', () => {
    const mark = fc.option(fc.nat(50), { nil: undefined })
    const move = fc.record({ conversationId: fc.constantFrom('1', '2'), delivered: mark, read: mark, seen: mark })
    fc.assert(
      fc.property(fc.array(move), (moves) => {
        const given = moves as MarkMoveInput[]
        const merged = mergeMoves(given)
        expect(new Set(merged.map(({ conversationId }) => conversationId)).size).toBe(merged.length)
        for (const name of ['delivered', 'read', 'seen'] as const) {
          for (const id of ['1', '2']) {
            const seqs = given.flatMap((one) => (one.conversationId === id ? [one[name] ?? -1] : []))
            expect(merged.find(({ conversationId }) => conversationId === id)?.[name] ?? -1).toBe(Math.max(-1, ...seqs))
          }
        }
      }),
    )
  })
})
