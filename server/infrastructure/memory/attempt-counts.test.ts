import { expect, it } from 'vitest'
import { describeAttempts } from '@/server/infrastructure/auth/attempts.contract'
import { memoryAttemptCounts } from './attempt-counts'

describeAttempts('memory', () => memoryAttemptCounts())

it('counts begin anew when their time is over', async () => {
  let now = 0
  const counts = memoryAttemptCounts(() => now)
  for (let n = 0; n < 3; n++) await counts.add('a', 60)
  now = 60_000
  expect(await counts.add('a', 60)).toEqual({ count: 1, leftMs: 60_000 })
})
