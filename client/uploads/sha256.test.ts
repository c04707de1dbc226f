import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { sha256Of } from './sha256'

it.each([0, 1, (1 << 20) - 1, 1 << 20, (1 << 21) + 17])('counts the sum of %i bytes', async (size) => {
  const bytes = Buffer.alloc(size, 'kith')
  const sum = await sha256Of(new Blob([bytes]), new AbortController().signal)
  expect(sum).toBe(createHash('sha256').update(bytes).digest('hex'))
})

it('stops when nobody wants it any more', async () => {
  const stopped = new AbortController()
  const sum = sha256Of(new Blob([Buffer.alloc(3 << 20)]), stopped.signal)
  stopped.abort(new Error('taken back'))
  await expect(sum).rejects.toThrow('taken back')
})
