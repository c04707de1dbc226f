import { encode } from 'next-auth/jwt'
import { describe, expect, it } from 'vitest'
import { memoryAccounts } from '../memory/accounts'
import { memorySessions } from '../memory/sessions'
import { actorOf } from './session-cookie'

const SETTINGS = { key: 'a key', secure: false }
const NAME = 'next-auth.session-token'

describe('a request’s actor', () => {
  const sessions = memorySessions(memoryAccounts())
  const token = (claim: object, secret = SETTINGS.key) => encode({ token: { ...claim }, secret })
  const by = (cookie: string, settings = SETTINGS) => actorOf(new Headers({ cookie }), settings, sessions)

  it('is the session’s user, until it is revoked', async () => {
    const sid = await sessions.create('7', 'Chrome on Linux')
    const cookie = `theme=dark; ${NAME}=${await token({ uid: '7', sid })}; other=1`
    expect(await by(cookie)).toEqual({ userId: '7', sessionId: sid })
    await sessions.revoke('7', sid)
    expect(await by(cookie)).toBeNull()
  })

  it('is nobody without a cookie of ours', async () => {
    const sid = await sessions.create('7', 'Chrome on Linux')
    expect(await by('')).toBeNull()
    expect(await by(`${NAME}=nonsense`)).toBeNull()
    expect(await by(`${NAME}=${await token({ uid: '7', sid }, 'another key')}`)).toBeNull()
    expect(await by(`x${NAME}=${await token({ uid: '7', sid })}`)).toBeNull()
    expect(await by(`${NAME}=${await token({ uid: '7', sid })}`, { ...SETTINGS, secure: true })).toBeNull()
  })

  it('is nobody when the session is another’s, or the claim of another form', async () => {
    const sid = await sessions.create('7', 'Chrome on Linux')
    for (const claim of [{ uid: '8', sid }, { uid: '7' }, { uid: 7, sid }, { uid: '7', sid: '0' }, { sub: '7' }]) {
      expect(await by(`${NAME}=${await token(claim)}`)).toBeNull()
    }
  })
})
