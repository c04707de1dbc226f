import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from './account-ports'
import { type AccountPorts, makeUsers, type OpenAccounts } from './accounts.contract'

const DAY_MS = 86_400_000

export function describePushSubscriptions(name: string, open: OpenAccounts): void {
  describe(`${name} push subscriptions`, () => {
    let ports: AccountPorts
    let ana: Actor
    let bea: Actor
    const target = () => ({ endpoint: `https://push.example/${randomUUID()}`, p256dh: 'key', auth: 'auth' })
    const signedIn = async (userId: string): Promise<Actor> => ({
      userId,
      sessionId: await ports.sessions.create(userId, 'A test'),
    })
    const find = ({ sessionId }: Actor) => ports.pushSubscriptions.find(sessionId)
    beforeEach(async () => {
      ports = await open()
      const [first = '', second = ''] = await makeUsers(ports, 'ana', 'bea')
      ana = await signedIn(first)
      bea = await signedIn(second)
    })

    it('are one a session, the newest', async () => {
      const [first, second] = [target(), target()]
      expect(await find(ana)).toBeNull()
      await ports.pushSubscriptions.put(ana, first)
      await ports.pushSubscriptions.put(ana, second)
      expect(await find(ana)).toEqual(second)
      await ports.pushSubscriptions.drop(first.endpoint)
      expect(await find(ana)).toEqual(second)
      await ports.pushSubscriptions.drop(second.endpoint)
      expect(await find(ana)).toBeNull()
    })

    it('are whose session came last with the endpoint', async () => {
      const same = target()
      await ports.pushSubscriptions.put(ana, same)
      await ports.pushSubscriptions.put(bea, same)
      expect([await find(ana), await find(bea)]).toEqual([null, same])
    })

    it('go when they are taken back, and leave others', async () => {
      const phone = await signedIn(ana.userId)
      await ports.pushSubscriptions.put(ana, target())
      await ports.pushSubscriptions.put(phone, target())
      await ports.pushSubscriptions.remove(ana.sessionId)
      expect([await find(ana), await find(phone)]).toEqual([null, expect.anything()])
    })

    it('are listed by device to their user, as long as the session is', async () => {
      const phone = await signedIn(ana.userId)
      for (const actor of [ana, phone, bea]) await ports.pushSubscriptions.put(actor, target())
      const one = { device: 'A test', subscribedAt: expect.any(String) }
      expect(await ports.pushSubscriptions.list(ana.userId)).toEqual([one, one])
      await ports.sessions.revoke(ana.userId, phone.sessionId)
      expect(await ports.pushSubscriptions.list(ana.userId)).toEqual([one])
    })

    it('are over with their session, and can’t be had after it', async () => {
      const phone = await signedIn(ana.userId)
      await ports.pushSubscriptions.put(ana, target())
      await ports.pushSubscriptions.put(phone, target())
      await ports.sessions.revoke(ana.userId, ana.sessionId)
      expect(await find(ana)).toBeNull()
      await ports.pushSubscriptions.put(ana, target())
      expect(await find(ana)).toBeNull()
      expect(await find(phone)).not.toBeNull()
      await ports.passTime(91 * DAY_MS)
      expect(await find(phone)).toBeNull()
    })
  })
}
