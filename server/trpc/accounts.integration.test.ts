import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL } from '@/contracts/events'
import type { Channel, RelayEvent } from '@/server/application/relay-ports'
import { openWeb, PASSWORD, type Person, type Web } from '@/server/testing/web'

let web: Web
let ana: Person
let bea: Person
beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
  bea = await web.person('bea')
})
afterAll(() => web.close())

const signUp = (userName: string, invite?: string) =>
  web.anybody.auth.signUp({ userName, fullName: userName, password: PASSWORD, ...(invite ? { invite } : {}) })
const signIn = (userName: string, password = PASSWORD, address = '127.0.0.1') =>
  web.container.useCases.signIn({ userName, password, device: 'Chrome on Linux', address })

/** What goes over the relay to a user while something is done. */
async function toldTo(userId: string, act: () => Promise<unknown>): Promise<RelayEvent[]> {
  const events: RelayEvent[] = []
  const subscription = web.container.ports.relay.listen(
    (_: readonly Channel[], event) => events.push(event),
    () => {},
  )
  subscription.join(`user.${userId}`)
  await act()
  await web.container.ports.relay.flush()
  await subscription.close()
  return events
}

const picture = async (background: string) =>
  (
    await sharp({ create: { width: 64, height: 64, channels: 3, background } })
      .png()
      .toBuffer()
  ).toString('base64')

describe('signing up', () => {
  it('gives look-alike names to one of two who come at once', async () => {
    const results = await Promise.allSettled(['Straße', 'STRASSE', 'ｓtrasse'].map((name) => signUp(name)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    for (const reason of refused) expect(reason).toMatchObject({ code: 'CONFLICT', cause: { code: 'taken' } })
  })

  it('keeps names of any script as they were written', async () => {
    for (const name of ['山田太郎', 'نرگس', 'שרה', '👩‍🚀']) {
      const { userId } = await signUp(name)
      expect(await ana.call.users.profiles({ userIds: [userId] })).toMatchObject([{ userName: name, fullName: name }])
      expect((await ana.call.users.search({ query: name })).map(({ id }) => id)).toContain(userId)
    }
  })

  it('while it is closed takes an invite, which ten at once use three times', async () => {
    await ana.call.admin.setSignUpOpen({ open: false })
    await expect(signUp('nobody')).rejects.toMatchObject({ cause: { code: 'sign_up_closed' } })
    const { token, invite } = await ana.call.admin.createInvite({ days: 7, maxUses: 3 })
    expect(Buffer.from(token, 'base64url')).toHaveLength(16)
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => signUp(`guest${at}`, token)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(await ana.call.admin.invites()).toMatchObject([{ id: invite.id, uses: 3 }])
    await ana.call.admin.setSignUpOpen({ open: true })
  })

  it('leaves the token of an invite nowhere', async () => {
    const { token } = await ana.call.admin.createInvite({ days: 1, maxUses: 1 })
    const { rows } = await web.container.pool.query('SELECT count(*)::int AS n FROM invites WHERE token_hash = $1', [
      token,
    ])
    expect(rows).toEqual([{ n: 0 }])
    expect(JSON.stringify(await ana.call.admin.invites())).not.toContain(token)
  })
})

describe('signing in', () => {
  it('takes the name in any case and form', async () => {
    expect(await signIn(' ＡＮＡ ')).toMatchObject({ userId: ana.actor.userId })
  })

  it('says the same of a wrong password and of a stranger', async () => {
    const refusals = await Promise.all(
      [signIn('ana', 'wrong password'), signIn('stranger'), signIn('a\0b'), signIn('')].map((attempt) =>
        attempt.catch((error: { code: string; message: string }) => [error.code, error.message]),
      ),
    )
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal)))).toHaveLength(1)
    expect(refusals[0]).toEqual(['unauthenticated', expect.stringMatching(/\.$/)])
  })

  it('ends after ten wrong passwords, from that address', async () => {
    for (let at = 0; at < 10; at++) await signIn('bea', 'wrong password', '10.0.0.1').catch(() => {})
    await expect(signIn('bea', PASSWORD, '10.0.0.1')).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await signIn('bea', PASSWORD, '10.0.0.2')).toMatchObject({ userId: bea.actor.userId })
  })
})

describe('sessions', () => {
  it('are listed, the present one first, and revoked with their sockets', async () => {
    const cleo = await web.person('cleo')
    const other = await signIn('cleo')
    expect(await cleo.call.sessions.list()).toMatchObject([
      { id: cleo.actor.sessionId, current: true },
      { id: other.sessionId, current: false, device: 'Chrome on Linux' },
    ])
    const told = await toldTo(cleo.actor.userId, () => cleo.call.sessions.revoke({ sessionId: other.sessionId }))
    expect(told).toEqual([{ name: 'session:revoked', payload: { sessionId: other.sessionId } }])
    expect(await cleo.call.sessions.list()).toHaveLength(1)
    expect(await web.container.ports.sessions.find(other.sessionId)).toBeNull()
  })

  it('of others look as if they were not there', async () => {
    const refused = async (sessionId: string) =>
      bea.call.sessions.revoke({ sessionId }).catch((error: Error) => error.message)
    expect(await refused(ana.actor.sessionId)).toBe(await refused('999999'))
    expect(await web.container.ports.sessions.find(ana.actor.sessionId)).not.toBeNull()
  })

  it('other than the present one end with a change of password', async () => {
    const dora = await web.person('dora')
    const other = await signIn('dora')
    const change = () => dora.call.me.changePassword({ current: PASSWORD, next: 'another password' })
    expect(await toldTo(dora.actor.userId, change)).toEqual([
      { name: 'session:revoked', payload: { sessionId: other.sessionId } },
    ])
    await expect(change()).rejects.toMatchObject({ cause: { code: 'not_allowed' } })
    await expect(signIn('dora')).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await signIn('dora', 'another password')).toMatchObject({ userId: dora.actor.userId })
    expect(await dora.call.me.get()).toMatchObject({ sessionId: dora.actor.sessionId })
  })
})

describe('a profile', () => {
  it('changes for its owner and for those who know them', async () => {
    await ana.call.contacts.add({ userId: bea.actor.userId })
    const change = () => bea.call.me.change({ fullName: 'Bea Lima', about: 'By the sea' })
    const told = await toldTo(ana.actor.userId, change)
    expect(told).toMatchObject([{ name: 'profile:changed', payload: { fullName: 'Bea Lima', about: 'By the sea' } }])
    expect(await ana.call.users.search({ query: '@bea' })).toMatchObject([{ fullName: 'Bea Lima' }])
    expect(await ana.call.users.search({ query: 'LÍMA' })).toMatchObject([{ userName: 'bea' }])
    expect(await toldTo(bea.actor.userId, () => bea.call.me.change({ about: 'Up a hill' }))).toHaveLength(1)
  })

  it('changes for those in a conversation with its owner, until they leave', async () => {
    const [fay, gil, hal] = [await web.person('fay'), await web.person('gil'), await web.person('hal')]
    const userIds = [gil.actor.userId, hal.actor.userId]
    const { conversationId } = await fay.call.conversations.createGroup({ name: 'Walks', userIds })
    const change = () => fay.call.me.change({ about: 'On the way' })
    const told = async ({ actor }: Person) =>
      (await toldTo(actor.userId, change)).filter(({ name }) => name === 'profile:changed').length
    expect(await told(gil)).toBe(1)
    await hal.call.conversations.leave({ conversationId })
    expect([await told(gil), await told(hal)]).toEqual([1, 0])
    const { users } = web.container.ports
    const looks = (viewer: Person, ...people: Person[]) =>
      people.map(({ actor }) => ({ viewerId: viewer.actor.userId, userId: actor.userId }))
    expect(await users.watchable([...looks(gil, fay, hal), ...looks(hal, fay)])).toEqual(looks(gil, fay))
  })

  it('shows a picture, and the one before is gone', async () => {
    const first = await bea.call.me.setPicture({ picture: await picture('#ff0000') })
    const { pictures } = web.container.ports
    expect(await pictures.get(bea.actor.userId, first.pictureId ?? '')).not.toBeNull()
    const second = await bea.call.me.setPicture({ picture: await picture('#00ff00') })
    expect(second.pictureId).not.toBe(first.pictureId)
    expect(await pictures.get(bea.actor.userId, first.pictureId ?? '')).toBeNull()
    expect(await bea.call.me.setPicture({ picture: null })).toMatchObject({ pictureId: null })
    expect(await pictures.get(bea.actor.userId, second.pictureId ?? '')).toBeNull()
  })

  it('keeps its picture when what is sent is none', async () => {
    const { pictureId } = await bea.call.me.setPicture({ picture: await picture('#0000ff') })
    const nonsense = Buffer.from('not a picture').toString('base64')
    await expect(bea.call.me.setPicture({ picture: nonsense })).rejects.toMatchObject({ cause: { code: 'invalid' } })
    expect((await bea.call.me.get()).profile.pictureId).toBe(pictureId)
  })
})

describe('contacts', () => {
  it('are in step across their owner’s devices', async () => {
    const ella = await web.person('ella')
    const userId = bea.actor.userId
    const told = await toldTo(ella.actor.userId, async () => {
      await ella.call.contacts.add({ userId })
      await ella.call.contacts.rename({ userId, name: 'Bee' })
    })
    const { contacts, privateVersion } = await ella.call.contacts.list()
    expect(contacts).toMatchObject([{ profile: { id: userId }, name: 'Bee' }])
    expect(told.at(-1)).toEqual({ name: 'private:changed', payload: { privateVersion } })
    await ella.call.contacts.remove({ userId })
    expect((await ella.call.contacts.list()).contacts).toEqual([])
    await expect(ella.call.contacts.add({ userId: ella.actor.userId })).rejects.toMatchObject({
      cause: { code: 'invalid' },
    })
  })
})

describe('the admin’s procedures', () => {
  it('are for the first account alone', async () => {
    expect((await ana.call.me.get()).role).toBe('admin')
    for (const call of [bea.call, web.anybody]) {
      const code = call === bea.call ? 'not_allowed' : 'unauthenticated'
      await expect(call.admin.settings()).rejects.toMatchObject({ cause: { code } })
      await expect(call.admin.setSignUpOpen({ open: false })).rejects.toMatchObject({ cause: { code } })
      await expect(call.admin.createInvite({ days: 1, maxUses: 1 })).rejects.toMatchObject({ cause: { code } })
      await expect(call.admin.invites()).rejects.toMatchObject({ cause: { code } })
      await expect(call.admin.revokeInvite({ id: '1' })).rejects.toMatchObject({ cause: { code } })
    }
  })
})

it('a server says what a client must know', async () => {
  expect(await web.anybody.server.info()).toEqual({
    protocol: PROTOCOL,
    signUpOpen: true,
    firstRun: false,
    groupMembers: 50,
    gatewayUrl: null,
    files: { maxBytes: 2_000_000_000, maxPixels: 100_000_000, perMessage: 30, quotaBytes: 20_000_000_000 },
    editWindowMs: 172_800_000,
    retention: { messages: null, files: null },
  })
})
