import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GET as getPicture } from '@/app/api/pictures/[id]/route'
import { GET, POST } from '@/app/api/trpc/[trpc]/route'
import { openWeb, type Person, type Web } from '@/server/testing/web'

const ORIGIN = 'http://kith.lan:3000'
// One white pixel.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII='

let web: Web
let ana: Person
let cookie: string
beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
  cookie = await web.cookie(ana.actor)
})
afterAll(() => web.close())

const query = async (path: string, headers: Record<string, string> = {}) =>
  GET(new Request(`${ORIGIN}/api/trpc/${path}`, { headers }))
const mutate = async (path: string, body: string, headers: Record<string, string> = {}) =>
  POST(
    new Request(`${ORIGIN}/api/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  )
const kithOf = async (response: Response) => (await response.json()).error.data.kith

describe('tRPC over HTTP', () => {
  it('answers the signed-in by their cookie', async () => {
    const response = await query('me.get', { cookie })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect((await response.json()).result.data).toMatchObject({ sessionId: ana.actor.sessionId, role: 'admin' })
  })

  it('refuses those without one, in a sentence', async () => {
    const response = await query('me.get')
    expect(response.status).toBe(401)
    expect(await kithOf(response)).toEqual({ code: 'unauthenticated', message: 'You are signed out. Sign in again.' })
  })

  it('answers nobody to a browser that asks whether somebody is signed in', async () => {
    const answers = await Promise.all([query('me.find'), query('me.find', { cookie })])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const [nobody, somebody] = await Promise.all(answers.map(async (answer) => (await answer.json()).result.data))
    expect([nobody, somebody]).toMatchObject([null, { sessionId: ana.actor.sessionId }])
  })

  it('takes what is changed and says what is refused', async () => {
    const changed = await mutate('me.change', JSON.stringify({ about: 'By the sea' }), { cookie })
    expect((await changed.json()).result.data).toMatchObject({ about: 'By the sea' })
    const refused = await mutate('sessions.revoke', JSON.stringify({ sessionId: '424242' }), { cookie })
    expect([refused.status, await kithOf(refused)]).toEqual([
      404,
      { code: 'not_found', message: "This session doesn't exist, or isn't open to you." },
    ])
  })

  it.each([
    ['a body that is no JSON', () => mutate('me.change', '{', { cookie }), 'invalid'],
    ['a body that is too large', () => mutate('me.change', 'x'.repeat(16_100_000), { cookie }), 'too_long'],
    ['a procedure that does not exist', () => query('me.nothing', { cookie }), 'outdated'],
    ['a query sent as a mutation', () => mutate('me.get', '{}', { cookie }), 'invalid'],
    ['a mutation sent as a query', () => query('auth.ticket', { cookie }), 'invalid'],
    [
      'an input of another form',
      () => query(`users.search?input=${encodeURIComponent('{"query":7}')}`, { cookie }),
      'invalid',
    ],
  ])('refuses %s', async (_, send, code) => {
    const response = await send()
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(await kithOf(response)).toEqual({ code, message: expect.stringMatching(/\.$/) })
  })
})

describe('pictures over HTTP', () => {
  const picture = (id: string, headers: Record<string, string> = {}) =>
    getPicture(new Request(`${ORIGIN}/api/pictures/${id}`, { headers }), { params: Promise.resolve({ id }) })

  it('are kept by the browser of whoever is signed in', async () => {
    const { pictureId } = await ana.call.me.setPicture({ picture: PNG })
    const response = await picture(pictureId ?? '', { cookie })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP')
    expect((await picture(pictureId ?? '')).status).toBe(401)
  })

  it.each(['a'.repeat(64), 'nonsense', '../secret', '\0', 'A'.repeat(10_000)])('are not there as %s', async (id) => {
    const response = await getPicture(new Request(`${ORIGIN}/api/pictures/x`, { headers: { cookie } }), {
      params: Promise.resolve({ id }),
    })
    expect([response.status, await response.text()]).toEqual([404, "This picture doesn't exist, or isn't open to you."])
  })
})

describe('a revoked session', () => {
  it('is refused everywhere', async () => {
    const bea = await web.person('bea')
    const revoked = await web.cookie(bea.actor)
    expect((await query('me.get', { cookie: revoked })).status).toBe(200)
    await bea.call.sessions.revoke({ sessionId: bea.actor.sessionId })
    expect(await kithOf(await query('me.get', { cookie: revoked }))).toMatchObject({ code: 'unauthenticated' })
    expect(await kithOf(await mutate('auth.ticket', '', { cookie: revoked }))).toMatchObject({
      code: 'unauthenticated',
    })
    const headers = { cookie: revoked }
    const response = await getPicture(new Request(`${ORIGIN}/api/pictures/x`, { headers }), {
      params: Promise.resolve({ id: 'a'.repeat(64) }),
    })
    expect(response.status).toBe(401)
  })
})
