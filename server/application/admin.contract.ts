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

    it('lists the newest invite first', async () => {
      const first = await invite('one', 1)
      const second = await invite('two', 2)
      expect(await ports.admin.invites()).toEqual([second, first])
    })
  })
}
