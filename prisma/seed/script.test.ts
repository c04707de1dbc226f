import { expect, test } from 'vitest'
import { CAST } from './cast'
import { readScript } from './script'
import { STORIES } from './stories/stories'

const now = new Date(2026, 10, 21, 0, 5)
const names = new Set(CAST.map((person) => person.userName))

test('a line of a script becomes a message with its time', () => {
  const script = '\n@ 2d 18:05\nana: Hello\nthere\n+ana noam\n=ana A new name\n'
  expect(readScript({ people: ['ana'], script }, now)).toMatchObject([
    { kind: 'posted', by: 'ana', text: 'Hello\nthere', at: new Date(2026, 10, 19, 18, 5, 7) },
    { kind: 'joined', by: 'ana', who: 'noam' },
    { kind: 'renamed', by: 'ana', name: 'A new name' },
  ])
})

test('signs before the colon say what comes along, and lines that begin with a sign what is done', () => {
  const script = `
@ 2d 18:05
ana #train &flat &sofia: Train at *8:12*
kwame >train +fog +lake: With pictures
layla %Fern/🎉:
ana «train:
!layla train 👍
~ana train: Train at 9:12: late
^ana train
-ana train
`
  const happenings = readScript({ people: ['ana', 'kwame'], script }, now)
  expect(happenings).toMatchObject([
    { kind: 'posted', label: 'train', also: ['flat', 'sofia'], text: 'Train at *8:12*' },
    { kind: 'posted', replyTo: 'train', things: ['fog', 'lake'], text: 'With pictures' },
    { kind: 'posted', by: 'layla', sticker: 'Fern/🎉', text: '' },
    { kind: 'posted', forwards: 'train' },
    { kind: 'reacted', by: 'layla', label: 'train', emoji: '👍' },
    { kind: 'edited', label: 'train', text: 'Train at 9:12: late' },
    { kind: 'pinned', label: 'train' },
    { kind: 'deleted', label: 'train' },
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
