import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openWeb, type Person, type Web } from '@/server/testing/web'
import { appRouter } from './app-router'
import { refusalOfTrpc } from './trpc'

let web: Web
let ana: Person
beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
})
afterAll(() => web.close())

const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs: readonly unknown[] } }>
const PROCEDURES = Object.entries(procedures).map(([path, { _def }]) => {
  const [input] = _def.inputs
  return { path, fields: input instanceof z.ZodObject ? Object.keys(input.shape) : [] }
})
const UNKNOWN_ID = '9223372036854775807'
const NASTY: readonly unknown[] = [
  ...[undefined, null, true, '', 'x', '\0', 'a\uD800', '-1', '0', '1e3', '99999999999999999999', UNKNOWN_ID],
  ...[-1, 0, 1.5, 2 ** 31, 1e300, Number.NaN, Number.POSITIVE_INFINITY, [], {}, [null], { $ne: null }],
  'x'.repeat(500_000),
  Array.from({ length: 5_000 }, () => UNKNOWN_ID),
]
const GOOD: Readonly<Record<string, unknown>> = {
  userId: UNKNOWN_ID,
  userIds: [UNKNOWN_ID],
  sessionId: UNKNOWN_ID,
  conversationId: UNKNOWN_ID,
  id: UNKNOWN_ID,
  query: 'ana',
  userName: 'ana',
  fullName: 'Ana',
  password: 'long enough',
  name: 'Ana',
  current: 'not my password',
  next: 'long enough',
  open: true,
  days: 1,
  maxUses: 1,
  text: 'hello',
  clientId: '00000000-0000-4000-8000-000000000000',
  createdAt: '2026-11-21T00:00:00.000Z',
  moves: [],
  digest: '',
  people: [],
  seq: 1,
  after: 0,
  role: 'admin',
}

type Refusal = { code: string; message: string } | null

async function refusal(path: string, input: unknown): Promise<Refusal> {
  const [noun = '', verb = ''] = path.split('.')
  const procedures = ana.call as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
  try {
    await procedures[noun]?.[verb]?.(input)
    return null
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return refusalOfTrpc(error)
  }
}

const CASES: readonly (readonly [string, object, string])[] = [
  ['auth.signUp', { ...GOOD, userName: 'a' }, 'invalid'],
  ['auth.signUp', { ...GOOD, userName: 'a b' }, 'invalid'],
  ['auth.signUp', { ...GOOD, userName: 'ana\u202E' }, 'invalid'],
  ['auth.signUp', { ...GOOD, userName: 'x'.repeat(33) }, 'too_long'],
  ['auth.signUp', { ...GOOD, userName: '👩‍🚀'.repeat(12) }, 'too_long'],
  ['auth.signUp', { ...GOOD, userName: 'ＡＮＡ' }, 'taken'],
  ['auth.signUp', { ...GOOD, fullName: '\0' }, 'invalid'],
  ['auth.signUp', { ...GOOD, fullName: '\u200B' }, 'invalid'],
  ['auth.signUp', { ...GOOD, password: 'short' }, 'invalid'],
  ['auth.signUp', { ...GOOD, password: 'x'.repeat(300) }, 'too_long'],
  ['me.change', { about: 'x'.repeat(141) }, 'too_long'],
  ['me.changePassword', { current: 'not mine', next: 'long enough' }, 'not_allowed'],
  ['me.setPicture', { picture: 'not base64!' }, 'invalid'],
  ['me.setPicture', { picture: 'A'.repeat(1_400_000) }, 'too_long'],
  ['users.search', { query: 'x'.repeat(65) }, 'too_long'],
  ['users.profiles', { userIds: ['-1'] }, 'invalid'],
  ['sessions.revoke', { sessionId: UNKNOWN_ID }, 'not_found'],
  ['sessions.revoke', { sessionId: '9223372036854775808' }, 'invalid'],
  ['contacts.add', { userId: UNKNOWN_ID }, 'not_found'],
  ['contacts.rename', { userId: UNKNOWN_ID, name: 'Bee' }, 'not_found'],
  ['contacts.rename', { userId: UNKNOWN_ID, name: 'a\nb' }, 'invalid'],
  ['admin.createInvite', { days: 0, maxUses: 1 }, 'invalid'],
  ['admin.createInvite', { days: 1, maxUses: 1e9 }, 'invalid'],
  ['admin.createInvite', { days: 400, maxUses: 1 }, 'invalid'],
  ['admin.revokeInvite', { id: UNKNOWN_ID }, 'not_found'],
]

// First, as guesses at a password are limited.
describe('what is wrong is said by its code', () => {
  const shown = CASES.map(([path, input, code]) => ({ path, input, code, short: JSON.stringify(input).slice(-80) }))
  it.each(shown)('$path $short: $code', async ({ path, input, code }) => {
    expect(await refusal(path, input)).toEqual({ code, message: expect.stringMatching(/^\S.*[.!?]$/s) })
  })
})

describe.each(PROCEDURES)('$path', ({ path, fields }) => {
  it('answers anything by what it does or by a typed sentence', async () => {
    const inputs = [...NASTY, GOOD, ...fields.flatMap((field) => NASTY.map((value) => ({ ...GOOD, [field]: value })))]
    for (const input of inputs) {
      const refused = await refusal(path, input)
      if (refused === null) continue
      expect(refused.code, `${path} ${JSON.stringify(input)?.slice(0, 300)}`).not.toBe('internal')
      expect(refused.message).toMatch(/^\S.*[.!?]$/s)
    }
  })
})
