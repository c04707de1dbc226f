import { describe, expect, it } from 'vitest'
import { initialsOf } from './initials'

describe('initials', () => {
  it.each([
    ['Ana Beatriz Silva', 'AS'],
    ['bea', 'B'],
    ['élise o’neil', 'ÉO'],
    ['Ωμέγα Άλφα', 'ΩΆ'],
    ['山田 太郎', '山'],
    ['محمد علي', 'م'],
    ['👩🏽‍🚀 Ripley', '👩🏽‍🚀'],
    ['🇵🇹', '🇵🇹'],
    ['नमस्ते दुनिया', 'न'],
    ['Ana 🌻', 'A'],
    ['   ', '?'],
    ['…', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})
