import fs from 'node:fs'
import path from 'node:path'
import { extendTailwindMerge } from 'tailwind-merge'
import { describe, expect, it } from 'vitest'
import { cn } from './cn'
import { setBy } from './sets'

const full = extendTailwindMerge({ extend: { classGroups: { 'font-size': [{ text: ['2xs'] }] } } })

/** Every word in a string of the screens' sources that is a class to the full tailwind-merge, without variants. */
const classes = [
  ...new Set(
    ['components', 'app']
      .flatMap((folder) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => [folder, file]))
      .map(([folder = '', file = '']) => path.join(folder, file))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\bsets\.ts/.test(file))
      .flatMap((file) => [...fs.readFileSync(file, 'utf8').matchAll(/(['"`])((?:(?!\1)[^\\\n])*)\1/g)])
      .flatMap(([, , text = '']) => text.split(/\s+/))
      .filter((word) => /^[-!\w[\]:&>*./()%,=#'"_@+~]+$/.test(word))
      .map((word) => word.replace(/^(?:[^[\]()]|\[[^\]]*\]|\([^)]*\))*:(?![^[]*\])/, '').replace(/!$/, '')),
  ),
].filter((word) => word !== '' && full(`${word} ${word}`) === word)

describe('class names', () => {
  it('of this app are told apart as the full tailwind-merge does', () => {
    expect(classes.length).toBeGreaterThan(500)
    const oneOfEach = new Map(classes.map((name) => [setBy(name), name]))
    const pairs = classes.flatMap((name) => {
      const one = oneOfEach.get(setBy(name))
      return one === name ? [...oneOfEach.values()].map((other) => [name, other]) : [[name, one]]
    })
    const differing = pairs
      .filter(([name, other]) => name !== other)
      .flatMap(([name, other]) => [`${name} ${other}`, `${other} ${name}`])
      .filter((both) => cn(both) !== full(both))
      .map((both) => `${both}: ${cn(both)}, not ${full(both)}`)
    expect(differing).toEqual([])
  })

  it('that set the same make place for the later one, with the same variants only', () => {
    expect(cn('p-4 text-sm', 'hover:p-1 px-2', { 'text-ink': true }, false)).toBe('p-4 text-sm hover:p-1 px-2 text-ink')
    expect(cn('px-2 hover:px-1 w-4 h-4', 'p-4', 'size-6')).toBe('hover:px-1 p-4 size-6')
    expect(cn('[&_svg]:size-4 flex', '[&_svg]:size-5 hidden')).toBe('[&_svg]:size-5 hidden')
    expect(cn('leading-5 text-sm', 'text-2xs/4')).toBe('text-2xs/4')
  })
})
