import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { within } from './within'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const after = <T>(ms: number, result: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(result), ms))

test('what has a result in time is that result, also when it failed', async () => {
  const soon = within(1_000, after(400, 'done'))
  const failing = within(1_000, Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  await vi.advanceTimersByTimeAsync(400)
  await expect(soon).resolves.toBe('done')
})

test('what has none is busy in its own time, whatever else is under way', async () => {
  const ended: string[] = []
  const begin = (name: string, ms: number) =>
    within(2_000, after(ms, name), () => ended.push(`${name} is late`)).then(
      (result) => ended.push(result),
      ({ code }) => ended.push(`${name}: ${code}`),
    )
  void begin('first', 5_000)
  await vi.advanceTimersByTimeAsync(600)
  void begin('second', 5_000)
  void begin('quick', 100)
  await vi.advanceTimersByTimeAsync(1_405)
  expect(ended).toEqual(['quick', 'first is late', 'first: busy'])
  await vi.advanceTimersByTimeAsync(590)
  expect(ended).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(10)
  expect(ended.slice(3)).toEqual(['second is late', 'second: busy'])
})
