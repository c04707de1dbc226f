import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

function tokensOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]))
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const PANES = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selection']
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...PANES, 'accent-soft', 'danger-soft']],
  ['ink-muted', [...PANES, 'accent-soft']],
  ['ink-faint', PANES],
  ['accent-ink', [...PANES, 'accent-soft']],
  ['danger-ink', [...PANES, 'danger-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger', 'danger-hover']],
  ['on-badge', ['badge']],
  ['on-badge-muted', ['badge-muted']],
  ['on-note', ['note']],
  ['link', ['bubble-own', 'bubble-other', ...PANES]],
  ['on-bubble-own', ['bubble-own']],
  ['bubble-own-meta', ['bubble-own']],
  ['on-bubble-other', ['bubble-other']],
  ['bubble-other-meta', ['bubble-other']],
  ...['ink', 'code-keyword', 'code-string', 'code-number', 'code-comment', 'code-title', 'code-type'].map(
    (piece) => [piece, ['code']] as const,
  ),
]
const MARKS: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['canvas', 'surface', 'raised', 'sunken']],
  ['focus', PANES],
  ['online', ['canvas', 'surface', 'raised', 'hover', 'selection']],
  ['tick', ['bubble-own']],
  ['tick-seen', ['bubble-own', 'surface', 'hover', 'selection']],
]

describe.each([
  ['light', ':root'],
  ['dark', '.dark'],
])('the %s theme', (_, selector) => {
  const tokens = tokensOf(selector)
  const cases = [
    ...TEXT.flatMap(([front, backs]) => backs.map((back) => [front, back, 4.5] as const)),
    ...MARKS.flatMap(([front, backs]) => backs.map((back) => [front, back, 3] as const)),
  ]
  it.each(cases)('shows %s on %s at %d:1 or more', (front, back, least) => {
    expect(contrast(tokens.get(front) ?? '#000000', tokens.get(back) ?? '#000000')).toBeGreaterThanOrEqual(least)
  })
})
