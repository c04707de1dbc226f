import { type ClassValue, clsx } from 'clsx'
import { alsoSetBy, setBy } from './sets'

interface Parsed {
  /** With what it is true for: a class for hovering takes away none for always. */
  readonly variants: string
  readonly name: string
}

const merged = new Map<string, string>()
const KEPT = 1_000

/** Joins class names; of two that set the same, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  const all = clsx(classes)
  const known = merged.get(all)
  if (known !== undefined) return known
  if (merged.size >= KEPT) merged.clear()
  const result = merge(all)
  merged.set(all, result)
  return result
}

function merge(all: string): string {
  const taken = new Set<string>()
  const kept: string[] = []
  for (const one of all.split(' ').reverse()) {
    const { variants, name } = parsed(one)
    const set = setBy(name)
    if (set !== null) {
      if (taken.has(variants + set)) continue
      for (const other of [set, ...alsoSetBy(set)]) taken.add(variants + other)
    }
    kept.push(one)
  }
  return kept.reverse().join(' ')
}

function parsed(one: string): Parsed {
  let depth = 0
  let start = 0
  for (let at = 0; at < one.length; at++) {
    const letter = one[at]
    if (letter === '[' || letter === '(') depth++
    else if (letter === ']' || letter === ')') depth--
    else if (letter === ':' && depth === 0) start = at + 1
  }
  const important = one.endsWith('!')
  const name = one.slice(start, important ? -1 : undefined)
  return { variants: one.slice(0, start) + (important ? '!' : ''), name }
}
