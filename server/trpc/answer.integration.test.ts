import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWeb, type Person, type Web } from '@/server/testing/web'
import { answer } from './answer'
import { appRouter } from './app-router'

const ORIGIN = 'http://kith.lan:3000'
const CHARSET = 'Application/JSON; charset=utf-8'

let web: Web
let ana: Person
let cookie: string
beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
  cookie = await web.cookie(ana.actor)
})
afterAll(() => web.close())

interface Case {
  readonly path: string
  readonly init?: RequestInit
}

async function ours({ path, init = {} }: Case, headers: Record<string, string>) {
  const { method, body } = init
  const given = new Headers({ ...headers, ...(init.headers as Record<string, string>) })
  const asked = { method: method ?? 'GET', url: `/api/trpc/${path}`, headers: given, body: String(body ?? '') }
  const { status, body: text } = await answer(asked, web.container)
  return { status, told: told(text) }
}

/** Less how often something changed, as both change it. */
const told = (text: string): unknown => JSON.parse(text.replace(/"version":\d+/g, '"version":0'))

/** By tRPC's own adapter, of the same procedures for the same person. */
async function theirs({ path, init = {} }: Case, actor: Person['actor'] | null) {
  const { useCases, limits } = web.container
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(`${ORIGIN}/api/trpc/${path}`, init),
    router: appRouter,
    createContext: () => ({ actor, address: 'unknown', useCases, limits }),
  })
  return { status: response.status, told: told(await response.text()) }
}

const get = (path: string, input?: unknown, more = '?'): Case => ({
  path: input === undefined ? path : `${path}${more}input=${encodeURIComponent(JSON.stringify(input))}`,
})
const post = (path: string, body: string, type: string | null = 'application/json'): Case => ({
  path,
  // Bytes, as a text has a type by itself.
  init: { method: 'POST', body: Buffer.from(body), headers: type === null ? {} : { 'content-type': type } },
})
const batch = (paths: readonly string[], inputs: unknown) => get(`${paths.join()}?batch=1`, inputs, '&')
const change = (about: unknown) => JSON.stringify({ about })
const SESSION = { sessionId: '424242' }

it.each<[string, Case]>([
  ['a query', get('me.get')],
  ['a query with a slash after it', get('me.get/')],
  ['a query with an input', get('users.search', { query: 'ana' })],
  ['a mutation', post('me.change', change('By the sea'))],
  ['a mutation whose type says more', post('me.change', change('By the “sea”'), CHARSET)],
  ['a mutation that takes no input', post('notifications.test', '')],
  ['a list of one', batch(['me.get'], {})],
  ['a list without inputs', get('me.get,me.find?batch=1')],
  ['a list where one is refused', batch(['me.get', 'users.search', 'me.nothing'], { 1: { query: 7 } })],
  ['a list of refusals alike', batch(['me.nothing', 'me.nobody'], {})],
  ['a list where some have inputs', batch(['me.get', 'users.search'], { 1: { query: 'ana' } })],
  [
    'a list of mutations',
    post('me.change,sessions.revoke?batch=1', JSON.stringify({ 0: { about: 'Hi' }, 1: SESSION })),
  ],
  ['a list whose inputs are none', batch(['me.get', 'users.search'], ['x'])],
  ['a list whose inputs are null', batch(['users.search'], null)],
  ['what is refused', post('sessions.revoke', JSON.stringify(SESSION))],
  ['an input of another form', get('users.search', { query: 7 })],
  ['an input that is no JSON', { path: 'users.search?input=%7B' }],
  ['an input that nobody reads', { path: 'me.get?input=%7B' }],
  ['a body that is no JSON', post('me.change', '{')],
  ['a body that is empty', post('me.change', '')],
  ['a body of another type', post('me.change', change('x'), 'text/plain')],
  ['a form', post('me.change', 'about=x', 'application/x-www-form-urlencoded')],
  ['a body of no type', post('me.change', change('x'), null)],
  ['a body whose type begins alike', post('me.change', change('x'), 'application/jsonp')],
  ['a query sent as a mutation', post('me.get', '{}')],
  ['a mutation sent as a query', get('auth.ticket')],
  ['what does not exist', get('me.nothing')],
  ['what every object has', get('constructor')],
  ['nothing', get('')],
  ['a path that is no text', get('%E0%A4%A')],
  ['a path in other letters', get('me%2Eget')],
])('is as tRPC’s own: %s', async (_, asked) => {
  for (const actor of [ana.actor, null]) {
    const [own, other] = [await ours(asked, actor ? { cookie } : {}), await theirs(asked, actor)]
    expect(own).toEqual(other)
  }
})
