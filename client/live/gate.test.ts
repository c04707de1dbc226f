import { expect, it } from 'vitest'
import type { LogEntry } from '@/contracts/dto'
import { Gate } from './gate'

const event = (seq: number): LogEntry => ({ kind: 'message:posted', conversationId: '1', seq }) as LogEntry
const skip = (from: number, seq: number): LogEntry => ({ kind: 'skip', conversationId: '1', from, seq })
const seqs = (entries: readonly LogEntry[]): number[] => entries.map(({ seq }) => seq)

it('lets what comes next through, and duplicates not', () => {
  const gate = new Gate(4)
  expect(seqs(gate.offer(event(5)))).toEqual([5])
  expect(seqs(gate.offer(event(5)))).toEqual([])
  expect(gate.last).toBe(5)
})

it('holds what comes after a hole until the hole is filled', () => {
  const gate = new Gate(4)
  expect(seqs(gate.offer(event(7)))).toEqual([])
  expect(seqs(gate.offer(event(6)))).toEqual([])
  expect(gate.behind).toBe(true)
  expect(seqs(gate.offer(event(5)))).toEqual([5, 6, 7])
  expect(gate.behind).toBe(false)
})

it('moves on by what is skipped', () => {
  const gate = new Gate(4)
  gate.offer(event(9))
  expect(seqs(gate.offer(skip(5, 8)))).toEqual([8, 9])
})

it('lets what was held behind a snapshot through', () => {
  const gate = new Gate(4)
  gate.offer(event(6))
  gate.offer(event(9))
  expect(seqs(gate.jump(8))).toEqual([9])
  expect([gate.last, gate.behind]).toEqual([9, false])
})

it('never goes back for an older snapshot', () => {
  const gate = new Gate(4)
  expect(seqs(gate.jump(2))).toEqual([])
  expect(gate.last).toBe(4)
})
