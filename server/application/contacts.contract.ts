import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountPorts, makeUsers, type OpenAccounts } from './accounts.contract'

export function describeContacts(name: string, open: OpenAccounts): void {
  describe(`${name} contacts`, () => {
    let ports: AccountPorts
    let ana: string
    let bea: string
    let cleo: string
    beforeEach(async () => {
      ports = await open()
      ;[ana = '', bea = '', cleo = ''] = await makeUsers(ports, 'ana', 'bea', 'cleo')
    })
    const names = async () =>
      (await ports.contacts.list(ana)).contacts.map(({ profile, name: own }) => own ?? profile.fullName)

    it('lists those added by the names they are shown by', async () => {
      await ports.contacts.add(ana, cleo)
      await ports.contacts.add(ana, bea)
      expect(await names()).toEqual(['bea', 'cleo'])
      await ports.contacts.rename(ana, bea, 'Zsa Zsa')
      expect(await names()).toEqual(['cleo', 'Zsa Zsa'])
      await ports.contacts.rename(ana, bea, null)
      expect(await names()).toEqual(['bea', 'cleo'])
      expect((await ports.contacts.list(bea)).contacts).toEqual([])
    })

    it('keeps the name of one who is added again', async () => {
      await ports.contacts.add(ana, bea)
      await ports.contacts.rename(ana, bea, 'Bee')
      await ports.contacts.add(ana, bea)
      expect(await names()).toEqual(['Bee'])
    })

    it('counts the version up with each change, and lists what belongs to it', async () => {
      const { privateVersion: start } = await ports.contacts.list(ana)
      expect(await ports.contacts.add(ana, bea)).toBe(start + 1)
      expect(await ports.contacts.rename(ana, bea, 'Bee')).toBe(start + 2)
      expect(await ports.contacts.remove(ana, bea)).toBe(start + 3)
      expect(await ports.contacts.list(ana)).toEqual({ contacts: [], privateVersion: start + 3 })
    })

    it('counts every one of many changes at once', async () => {
      const { privateVersion: start } = await ports.contacts.list(ana)
      const versions = await Promise.all([bea, cleo, bea, cleo].map((id) => ports.contacts.add(ana, id)))
      expect(versions.sort((a, b) => a - b)).toEqual([1, 2, 3, 4].map((n) => start + n))
    })

    it('answers not_found for those who are not there', async () => {
      await expect(ports.contacts.add(ana, '999999')).rejects.toMatchObject({ code: 'not_found' })
      await expect(ports.contacts.rename(ana, bea, 'Bee')).rejects.toMatchObject({ code: 'not_found' })
      await expect(ports.contacts.remove(ana, bea)).rejects.toMatchObject({ code: 'not_found' })
    })
  })
}
