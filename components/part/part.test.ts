import { describe, expect, it } from 'vitest'
import { arePartsUnderWay, part, parts } from './part'

describe('a part', () => {
  it('is fetched once, however many want it, and is here from then on', async () => {
    let fetches = 0
    const made = part(async () => ++fetches)
    expect(made.current()).toBeNull()
    expect(await Promise.all([made.load(), made.load()])).toEqual([1, 1])
    expect(made.current()).toBe(1)
    expect(await made.load()).toBe(1)
  })

  it('that couldn’t be had is fetched anew when it is wanted again', async () => {
    const answers = [() => Promise.reject(new Error('No network')), () => Promise.resolve('here')]
    const made = part(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')))
    await expect(made.load()).rejects.toThrow('No network')
    expect(made.current()).toBeNull()
    expect(await made.load()).toBe('here')
  })

  it('tells those who wait when it is here, and is under way until then', async () => {
    const made = part(async () => 'here')
    const told: unknown[] = []
    const stop = made.subscribe(() => told.push(made.current()))
    const loading = made.load()
    expect(arePartsUnderWay()).toBe(true)
    await loading
    expect(arePartsUnderWay()).toBe(false)
    expect(told).toEqual(['here'])
    stop()
  })

  it('is among all parts, in the order they are made', () => {
    const [one, other] = [part(async () => 1), part(async () => 2)]
    expect(parts.slice(-2)).toEqual([one, other])
  })
})
