import { expect, it } from 'vitest'
import { CommitTrap } from './commit-trap'

const LOCKING = Buffer.from('Q BEGIN\0B lock-conversations\0 E S')
const COMMIT = Buffer.from('Q COMMIT\0')
const COMMITTED = Buffer.from('C COMMIT\0Z\0\0\0\x05I')
const sendBy = (statement: string) =>
  Buffer.from(`B ${statement === 'send-one' ? 'lock-conversation' : 'lock-conversations'}\0 E B ${statement}\0 D E S`)
const SENT = Buffer.from('C SELECT 1\0Z\0\0\0\x05I')

async function stateOf(promise: Promise<void>): Promise<'sprung' | 'armed'> {
  return Promise.race([
    promise.then(() => 'sprung' as const),
    new Promise<'armed'>((resolve) => setImmediate(() => resolve('armed'))),
  ])
}

it('holds a commit back before it gets to the database', async () => {
  const trap = new CommitTrap()
  const sprung = trap.arm('before the commit', true)
  const passes = trap.watch()
  expect(passes(LOCKING, 'client')).toBe(true)
  expect(passes(COMMIT, 'client')).toBe(false)
  expect(await stateOf(sprung)).toBe('sprung')
})

it('lets a commit through and holds its answer back', async () => {
  const trap = new CommitTrap()
  const sprung = trap.arm('after the commit, before its answer', true)
  const passes = trap.watch()
  passes(LOCKING, 'client')
  expect(passes(COMMIT, 'client')).toBe(true)
  expect(passes(Buffer.from('C SELECT 1\0Z\0\0\0\x05T'), 'server')).toBe(true)
  expect(passes(COMMITTED, 'server')).toBe(false)
  expect(await stateOf(sprung)).toBe('sprung')
})

it('lets the answer through, and tells of it', async () => {
  const trap = new CommitTrap()
  const sprung = trap.arm('after its answer', true)
  const passes = trap.watch()
  passes(LOCKING, 'client')
  expect(passes(COMMIT, 'client')).toBe(true)
  expect(passes(COMMITTED, 'server')).toBe(true)
  expect(await stateOf(sprung)).toBe('sprung')
})

it('waits for one that locks conversations, if that is asked for, and springs once', async () => {
  const trap = new CommitTrap()
  const sprung = trap.arm('before the commit', true)
  const passes = trap.watch()
  passes(Buffer.from('Q BEGIN\0'), 'client')
  expect(passes(COMMIT, 'client')).toBe(true)
  expect(await stateOf(sprung)).toBe('armed')
  passes(LOCKING, 'client')
  expect(passes(COMMIT, 'client')).toBe(false)
  passes(LOCKING, 'client')
  expect(passes(COMMIT, 'client')).toBe(true)
})

it.each(['send-one', 'send-plain'])('knows a transaction without BEGIN and COMMIT: %s', async (statement) => {
  const trap = new CommitTrap()
  const passes = trap.watch()
  const before = trap.arm('before the commit', true)
  expect(passes(sendBy(statement), 'client')).toBe(false)
  expect(await stateOf(before)).toBe('sprung')
  const after = trap.arm('after the commit, before its answer', true)
  expect(passes(sendBy(statement), 'client')).toBe(true)
  expect(passes(SENT, 'server')).toBe(false)
  expect(await stateOf(after)).toBe('sprung')
})
