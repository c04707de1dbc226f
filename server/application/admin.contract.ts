import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountPorts, makeUsers, newUser, type OpenAccounts } from './accounts.contract'

const DAY_MS = 86_400_000

export function describeAdmin(name: string, open: OpenAccounts): void {
  describe(`${name} admin`, () => {
    let ports: AccountPorts
    let ana: string
    beforeEach(async () => {
      ports = await open()
      ;[ana = ''] = await makeUsers(ports, 'ana')
      await ports.admin.setSignUpOpen(false)
    })
    const invite = (tokenHash: string, maxUses: number) =>
      ports.admin.createInvite({
        tokenHash,
        createdById: ana,
        expiresAt: new Date(Date.now() + DAY_MS).toISOString(),
        maxUses,
      })
    const signUp = (userName: string, inviteHash: string) => ports.users.create(newUser(userName), { inviteHash })

    it('says whether sign-up is open', async () => {
      expect(await ports.admin.settings()).toMatchObject({ signUpOpen: false })
      await ports.admin.setSignUpOpen(true)
      expect(await ports.admin.settings()).toMatchObject({ signUpOpen: true })
    })

    it('looks behind links unless told not to', async () => {
      expect(await ports.admin.settings()).toMatchObject({ linkPreviews: true })
      await ports.admin.setLinkPreviews(false)
      expect(await ports.admin.settings()).toEqual({ signUpOpen: false, linkPreviews: false })
    })

    it('admits exactly as many as an invite is for, however many come at once', async () => {
      await invite('hash', 3)
      const results = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => signUp(`guest${at}`, 'hash')))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      expect(await ports.admin.invites()).toMatchObject([{ uses: 3, maxUses: 3, revoked: false }])
    })

    it('takes no use of an invite for a name that is taken, or while sign-up is open', async () => {
      await invite('hash', 1)
      await expect(signUp('ana', 'hash')).rejects.toMatchObject({ code: 'taken' })
      await ports.admin.setSignUpOpen(true)
      await signUp('bea', 'hash')
      expect(await ports.admin.invites()).toMatchObject([{ uses: 0 }])
    })

    it('admits nobody by an invite that was revoked or is past its end', async () => {
      const { id } = await invite('revoked', 5)
      await ports.admin.revokeInvite(id)
      await expect(signUp('bea', 'revoked')).rejects.toMatchObject({ code: 'sign_up_closed' })
      await expect(ports.admin.revokeInvite(id)).rejects.toMatchObject({ code: 'not_found' })
      await invite('late', 5)
      await ports.passTime(2 * DAY_MS)
      await expect(signUp('bea', 'late')).rejects.toMatchObject({ code: 'sign_up_closed' })
    })

    it('has the first account as its admin, who makes others admins, once, and is told what their version is', async () => {
      await ports.admin.setSignUpOpen(true)
      const { profile: bea } = await ports.users.create(newUser('bea'), { inviteHash: null })
      expect(await ports.admin.admins()).toEqual([ana])
      const { privateVersion } = await ports.contacts.list(bea.id)
      expect(await ports.admin.setAdmin(ana, bea.id, true)).toBe(privateVersion + 1)
      expect(await ports.admin.setAdmin(ana, bea.id, true)).toBeNull()
      expect(await ports.admin.admins()).toEqual([ana, bea.id])
      expect((await ports.users.profile(bea.id)).role).toBe('admin')
      expect(await ports.admin.setAdmin(bea.id, ana, false)).toEqual(expect.any(Number))
      expect(await ports.admin.admins()).toEqual([bea.id])
      await expect(ports.admin.setAdmin(bea.id, '999999', true)).rejects.toMatchObject({ code: 'not_found' })
    })

    it('takes orders about admins from admins alone, and keeps the last one', async () => {
      await ports.admin.setSignUpOpen(true)
      const { profile: bea } = await ports.users.create(newUser('bea'), { inviteHash: null })
      await expect(ports.admin.setAdmin(bea.id, bea.id, true)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(ports.admin.setAdmin(ana, ana, false)).rejects.toMatchObject({ code: 'not_allowed' })
      await ports.admin.setAdmin(ana, bea.id, true)
      const both = await Promise.allSettled([
        ports.admin.setAdmin(ana, bea.id, false),
        ports.admin.setAdmin(bea.id, ana, false),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await ports.admin.admins()).toHaveLength(1)
    })

    it('lists the newest invite first', async () => {
      const first = await invite('one', 1)
      const second = await invite('two', 2)
      expect(await ports.admin.invites()).toEqual([second, first])
    })
  })
}
