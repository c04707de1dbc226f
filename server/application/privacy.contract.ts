import { beforeEach, describe, expect, it } from 'vitest'
import { AUDIENCES, isMutual, maySee, PRIVACY_TOPICS } from '@/server/domain/privacy'
import { type AccountPorts, makeUsers, type OpenAccounts } from './accounts.contract'

const CHOICES = [false, true]
const EXCEPTIONS = [null, true, false]

export function describePrivacy(name: string, open: OpenAccounts): void {
  describe(`${name} privacy`, () => {
    let ports: AccountPorts
    let ana: string
    let bea: string
    beforeEach(async () => {
      ports = await open()
      ;[ana = '', bea = ''] = await makeUsers(ports, 'ana', 'bea')
    })
    const exceptionsOf = (allowed: boolean | null) => (allowed === null ? [] : [{ userId: bea, allowed }])

    it('hides nothing at first, and never from oneself', async () => {
      const open = { audience: 'everybody', exceptions: [] }
      const settings = {
        lastSeen: open,
        picture: open,
        about: open,
        receipts: open,
        typing: open,
        chats: open,
        groups: open,
      }
      expect(await ports.privacy.read(ana)).toEqual(settings)
      await ports.privacy.change(ana, { topic: 'about', audience: 'nobody', exceptions: [] })
      expect(await ports.privacy.allowed('about', ana, [ana, bea])).toEqual([ana])
    })

    it.each(PRIVACY_TOPICS)('shows %s to whom the rule says', async (topic) => {
      for (const isContact of CHOICES) {
        if (isContact) await ports.contacts.add(ana, bea)
        for (const audience of AUDIENCES) {
          for (const exception of EXCEPTIONS) {
            await ports.privacy.change(ana, { topic, audience, exceptions: exceptionsOf(exception) })
            const shown = maySee({ audience, isContact, exception, blocked: false })
            expect(await ports.privacy.allowed(topic, ana, [bea])).toEqual(shown ? [bea] : [])
            // Bea shows everything to everybody.
            expect(await ports.privacy.allowed(topic, bea, [ana])).toEqual(shown || !isMutual(topic) ? [ana] : [])
          }
        }
      }
    })

    it.each(PRIVACY_TOPICS)('shows %s to neither of two when one blocks the other', async (topic) => {
      await ports.privacy.change(ana, { topic, audience: 'everybody', exceptions: exceptionsOf(true) })
      await ports.block(ana, bea)
      expect(await ports.privacy.allowed(topic, ana, [bea])).toEqual([])
      expect(await ports.privacy.allowed(topic, bea, [ana])).toEqual([])
    })

    it('shows profiles, found, listed and asked for, as far as their owners allow', async () => {
      await ports.contacts.add(bea, ana)
      await ports.users.change(ana, { about: 'Hello' })
      const profiles = async () => [
        (await ports.users.profiles([{ viewerId: bea, userId: ana }]))[0]?.profile,
        (await ports.users.search(bea, 'ana', 1))[0],
        (await ports.contacts.list(bea)).contacts[0]?.profile,
      ]
      for (const profile of await profiles()) expect(profile).toMatchObject({ id: ana, about: 'Hello' })
      await ports.privacy.change(ana, { topic: 'about', audience: 'contacts', exceptions: [] })
      for (const profile of await profiles()) expect(profile).toMatchObject({ id: ana, about: '' })
      expect(await ports.users.profile(ana)).toMatchObject({ about: 'Hello' })
    })

    it('counts versions up with each change, and with contacts where these see more', async () => {
      const version = async () => (await ports.users.profile(ana)).version
      const { privateVersion: before } = await ports.contacts.list(ana)
      const start = await version()
      await ports.contacts.add(ana, bea)
      expect(await version()).toBe(start)
      const change = { topic: 'picture', audience: 'contacts', exceptions: [] } as const
      expect(await ports.privacy.change(ana, change)).toMatchObject({
        settings: { picture: { audience: 'contacts' } },
        privateVersion: before + 2,
      })
      expect(await version()).toBe(start + 1)
      await ports.contacts.remove(ana, bea)
      expect(await version()).toBe(start + 2)
      await ports.privacy.seenAnew([ana, '999999'])
      expect(await version()).toBe(start + 3)
    })

    it('answers not_found for people who are not there, and keeps what was', async () => {
      const change = { topic: 'about', audience: 'nobody', exceptions: [{ userId: '999999', allowed: true }] } as const
      await expect(ports.privacy.change(ana, change)).rejects.toMatchObject({ code: 'not_found' })
      await expect(ports.privacy.change('999999', { ...change, exceptions: [] })).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(ports.privacy.read('999999')).rejects.toMatchObject({ code: 'not_found' })
      expect((await ports.privacy.read(ana)).about).toEqual({ audience: 'everybody', exceptions: [] })
    })
  })
}
