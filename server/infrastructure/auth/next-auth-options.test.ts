import type { NextAuthOptions } from 'next-auth'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@/server/application/account-ports'
import type { RefusalReason } from '@/server/application/refusal'
import type { SignInRequest } from '@/server/application/sign-in'
import { KithError } from '@/server/domain/errors'
import { nextAuthOptions } from './next-auth-options'

const ACTOR: Actor = { userId: '7', sessionId: '8' }
const HEADERS = { 'user-agent': 'curl/8.5.0', 'x-forwarded-for': 'forged, 10.0.0.1' }

describe('signing in by next-auth', () => {
  let asked: SignInRequest[]
  let revoked: string[]
  let faults: unknown[]
  let refusals: RefusalReason[]
  let answer: () => Actor
  let options: NextAuthOptions
  beforeEach(() => {
    ;[asked, revoked, faults, refusals, answer] = [[], [], [], [], () => ACTOR]
    options = nextAuthOptions({
      useCases: {
        signIn: async (request) => {
          asked.push(request)
          return answer()
        },
        revokeSession: async (_, sessionId) => {
          revoked.push(sessionId)
          throw new KithError('not_found', 'Revoked before.')
        },
      },
      settings: { key: 'a key', secure: false },
      onFault: (error) => faults.push(error),
      onRefusal: (refusal) => refusals.push(refusal),
    })
  })

  const authorize = async (credentials: Record<string, string>): Promise<unknown> => {
    const [provider] = options.providers
    if (provider?.type !== 'credentials') throw new Error('There should be credentials.')
    return provider.authorize(credentials, { headers: HEADERS, body: {}, query: {}, method: 'POST' })
  }

  it('starts a session for the device and the address as the nearest proxy has it', async () => {
    expect(await authorize({ userName: 'ana', password: 'secret', csrfToken: 'x' })).toEqual({
      id: '7',
      sessionId: '8',
    })
    expect(asked).toEqual([{ userName: 'ana', password: 'secret', device: 'curl', address: '10.0.0.1' }])
  })

  it('tells a refusal’s sentence, and of a fault nothing but that there was one', async () => {
    answer = () => {
      throw new KithError('rate_limited', 'Too many attempts. Try again in a minute.')
    }
    await expect(authorize({ userName: 'ana', password: 'secret' })).rejects.toThrow('Too many attempts.')
    answer = () => {
      throw new Error('password column is missing')
    }
    await expect(authorize({ userName: 'ana', password: 'secret' })).rejects.toThrow('Something went wrong')
    await expect(authorize({})).rejects.toThrow(/^“userName” isn't of the form it should have/)
    expect(refusals.map(({ code }) => code)).toEqual(['rate_limited', 'internal', 'invalid'])
    expect(faults).toHaveLength(1)
  })

  it('puts the session into the cookie and nothing about the person', async () => {
    const user = { id: '7', sessionId: '8' }
    const token = await options.callbacks?.jwt?.({ token: { sub: '7', name: 'Ana' }, user, account: null })
    expect(token).toEqual({ uid: '7', sid: '8' })
  })

  it('revokes the session on signing out, also when it was already', async () => {
    const session = { expires: '' }
    await options.events?.signOut?.({ token: { uid: '7', sid: '8' }, session })
    await options.events?.signOut?.({ token: {}, session })
    expect(revoked).toEqual(['8'])
  })

  it.each([
    ['/c/5', 'http://kith.lan:3000/c/5'],
    ['http://kith.lan:3000/c/5', 'http://kith.lan:3000/c/5'],
    ['http://evil.example/', 'http://kith.lan:3000'],
    ['//evil.example/', 'http://kith.lan:3000'],
    ['/\\evil.example', 'http://kith.lan:3000'],
    ['javascript:alert(1)', 'http://kith.lan:3000'],
    ['http://', 'http://kith.lan:3000'],
  ])('goes on from %s to %s', async (url, target) => {
    expect(await options.callbacks?.redirect?.({ url, baseUrl: 'http://kith.lan:3000' })).toBe(target)
  })
})
