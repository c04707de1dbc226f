import { expect, it } from 'vitest'
import { circumstances, type View } from './circumstances'

const NOON = new Date(2026, 4, 3, 12)
const PHONE: View = {
  innerWidth: 390,
  innerHeight: 844,
  devicePixelRatio: 2,
  location: { pathname: '/c/7', search: '' },
}
const PAGE = { build: 'a1', me: '{"id":"1"}', language: 'en-GB' }
const here = (view: Partial<View> = {}, page: Partial<Parameters<typeof circumstances>[0]> = {}, now = NOON) =>
  circumstances({ ...PAGE, ...page }, now, { ...PHONE, ...view })

it('is one line, and the same until midnight', () => {
  expect(here()).not.toContain('\n')
  expect(here({}, { me: JSON.stringify({ fullName: 'Ana\nLine' }) })).not.toContain('\n')
  expect(here({}, {}, new Date(2026, 4, 3, 23, 59))).toBe(here())
  expect(here({}, {}, new Date(2026, 4, 4))).not.toBe(here())
})

it('differs in another chat, screen or language, for another account, and in a page of another build', () => {
  const others = [
    here({ location: { pathname: '/c/8', search: '' } }),
    here({ innerWidth: 391 }),
    here({ innerHeight: 500 }),
    here({ devicePixelRatio: 3 }),
    here({}, { language: 'de' }),
    here({}, { me: '{"id":"2"}' }),
    here({}, { build: 'b2' }),
  ]
  expect(new Set([here(), ...others]).size).toBe(others.length + 1)
})

it('is none where no chat is open by itself, nobody is signed in, or the build isn’t known', () => {
  for (const pathname of ['/', '/settings', '/c/', '/c/07', '/c/7/x']) {
    expect(here({ location: { pathname, search: '' } })).toBeNull()
  }
  expect(here({ location: { pathname: '/c/7', search: '?panel=info' } })).toBeNull()
  expect(here({}, { me: null })).toBeNull()
  expect(here({}, { build: '' })).toBeNull()
})
