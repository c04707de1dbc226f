import { expect, test } from 'vitest'
import { CAST } from './cast'
import { readScript } from './script'
import { STORIES } from './stories'

const now = new Date('2026-11-21T00:05:00Z')
const names = new Set(CAST.map((person) => person.userName))

test('a line of a script becomes a message with its time', () => {
  const script = '\n@ 2d 18:05\nana: Hello\nthere\n+ana noam\n=ana A new name\n'
  expect(readScript({ people: ['ana'], script }, now)).toMatchObject([
    { kind: 'posted', by: 'ana', text: 'Hello\nthere', at: new Date('2026-11-19T18:05:07Z') },
    { kind: 'joined', by: 'ana', who: 'noam' },
    { kind: 'renamed', by: 'ana', name: 'A new name' },
  ])
})

test.each(STORIES.map((story) => [story.name ?? story.people.join(' and '), story] as const))(
  '“%s” runs forward, ends before now and names only the cast',
  (_, story) => {
    const happenings = readScript(story, now)
    const times = happenings.map((happening) => happening.at.getTime())
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.every((time) => time < now.getTime())).toBe(true)
    for (const happening of happenings) expect(names).toContain(happening.by)
    for (const person of story.people) expect(names).toContain(person)
  },
)
