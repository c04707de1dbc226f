import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountPorts, makeUsers, type OpenAccounts } from './accounts.contract'

const DAY_MS = 86_400_000

export function describeSessions(name: string, open: OpenAccounts): void {
  describe(`${name} sessions`, () => {
    let ports: AccountPorts
    let ana: string
    let bea: string
    beforeEach(async () => {
      ports = await open()
      ;[ana = '', bea = ''] = await makeUsers(ports, 'ana', 'bea')
    })

    it('finds a session until it is revoked', async () => {
      const id = await ports.sessions.create(ana, 'Chrome on Linux')
      expect(await ports.sessions.find(id)).toEqual({ userId: ana, sessionId: id })
      await ports.sessions.revoke(ana, id)
      expect(await ports.sessions.find(id)).toBeNull()
      expect(await ports.sessions.list(ana)).toEqual([])
      await expect(ports.sessions.revoke(ana, id)).rejects.toMatchObject({ code: 'not_found' })
    })

    it("revokes nobody else's", async () => {
      const id = await ports.sessions.create(ana, 'Chrome on Linux')
      await expect(ports.sessions.revoke(bea, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(ports.sessions.revoke(ana, '999999')).rejects.toMatchObject({ code: 'not_found' })
      expect(await ports.sessions.find(id)).not.toBeNull()
    })

    it('notes activity, at most once a minute', async () => {
      const id = await ports.sessions.create(ana, 'Chrome on Linux')
      const at = async () => Date.parse((await ports.sessions.list(ana))[0]?.lastActiveAt ?? '')
      await ports.passTime(30_000)
      const before = await at()
      await ports.sessions.find(id)
      expect(await at()).toBe(before)
      await ports.passTime(60_000)
      const stale = await at()
      await ports.sessions.find(id)
      expect(await at()).toBeGreaterThan(stale)
    })

    it('lists the most recently active first', async () => {
      const first = await ports.sessions.create(ana, 'Firefox on Mac')
      await ports.passTime(120_000)
      const second = await ports.sessions.create(ana, 'Chrome on Linux')
      expect((await ports.sessions.list(ana)).map(({ id }) => id)).toEqual([second, first])
      await ports.passTime(120_000)
      await ports.sessions.find(first)
      expect((await ports.sessions.list(ana)).map(({ id, device }) => [id, device])).toEqual([
        [first, 'Firefox on Mac'],
        [second, 'Chrome on Linux'],
      ])
    })

    it('ends a session that nobody used for 90 days', async () => {
      const id = await ports.sessions.create(ana, 'Chrome on Linux')
      await ports.passTime(89 * DAY_MS)
      expect(await ports.sessions.find(id)).not.toBeNull()
      await ports.passTime(91 * DAY_MS)
      expect(await ports.sessions.find(id)).toBeNull()
      expect(await ports.sessions.find(id)).toBeNull()
      expect(await ports.sessions.invalid([id])).toEqual([id])
      expect(await ports.sessions.list(ana)).toEqual([])
    })

    it('tells which of many are not valid any more', async () => {
      const kept = await ports.sessions.create(ana, 'Chrome on Linux')
      const revoked = await ports.sessions.create(ana, 'Firefox on Mac')
      await ports.sessions.revoke(ana, revoked)
      expect(await ports.sessions.invalid([kept, revoked, '999999'])).toEqual([revoked, '999999'])
      expect(await ports.sessions.invalid([])).toEqual([])
    })
  })
}
