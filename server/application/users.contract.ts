import { beforeEach, describe, expect, it } from 'vitest'
import { type AccountPorts, makeUsers, newUser, OPEN_DOOR, type OpenAccounts } from './accounts.contract'

export function describeUsers(name: string, open: OpenAccounts): void {
  describe(`${name} users`, () => {
    let ports: AccountPorts
    beforeEach(async () => {
      ports = await open()
    })

    it('makes the first user the admin and the next ones not', async () => {
      expect(await ports.users.any()).toBe(false)
      expect((await ports.users.create(newUser('ana'), OPEN_DOOR)).role).toBe('admin')
      expect((await ports.users.create(newUser('bea'), OPEN_DOOR)).role).toBe('user')
      expect(await ports.users.any()).toBe(true)
    })

    it('makes one admin of two first users at once', async () => {
      const made = await Promise.all(['ana', 'bea', 'cleo'].map((one) => ports.users.create(newUser(one), OPEN_DOOR)))
      expect(made.map(({ role }) => role).sort()).toEqual(['admin', 'user', 'user'])
    })

    it('gives a userName to one of two who want it at once', async () => {
      const results = await Promise.allSettled(['Ana', 'ANA'].map((one) => ports.users.create(newUser(one), OPEN_DOOR)))
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await expect(ports.users.create(newUser('aNa'), OPEN_DOOR)).rejects.toMatchObject({ code: 'taken' })
    })

    it('lets nobody but the first in while sign-up is closed', async () => {
      await ports.admin.setSignUpOpen(false)
      await ports.users.create(newUser('ana'), OPEN_DOOR)
      await expect(ports.users.create(newUser('bea'), OPEN_DOOR)).rejects.toMatchObject({ code: 'sign_up_closed' })
      await expect(ports.users.create(newUser('bea'), { inviteHash: 'x' })).rejects.toMatchObject({
        code: 'sign_up_closed',
      })
    })

    it('finds credentials by the key, and null for a stranger', async () => {
      const [ana] = await makeUsers(ports, 'Ana')
      expect(await ports.users.credentials('ana')).toEqual({ userId: ana, passwordHash: "hash of Ana's password" })
      expect(await ports.users.credentials('bea')).toBeNull()
    })

    it('ends the other sessions when the password is changed', async () => {
      const [ana = '', bea = ''] = await makeUsers(ports, 'ana', 'bea')
      const [here = '', there = ''] = [
        await ports.sessions.create(ana, 'Here'),
        await ports.sessions.create(ana, 'There'),
      ]
      const foreign = await ports.sessions.create(bea, 'Elsewhere')
      expect(await ports.users.setPassword(ana, 'new hash', here)).toEqual([there])
      expect(await ports.users.passwordHash(ana)).toBe('new hash')
      expect(await ports.sessions.invalid([here, there, foreign])).toEqual([there])
    })

    it('counts a version up with each change of a profile', async () => {
      const [ana = ''] = await makeUsers(ports, 'ana')
      const before = await ports.users.profile(ana)
      const after = await ports.users.change(ana, { fullName: 'Ana Lima', searchKey: 'ana ana lima', about: 'Hello' })
      expect(after).toEqual({
        id: ana,
        userName: 'ana',
        fullName: 'Ana Lima',
        about: 'Hello',
        pictureId: null,
        version: before.version + 1,
      })
      expect(await ports.users.profile(ana)).toEqual({ ...after, role: 'admin' })
    })

    it('answers for those who exist, and not_found for one who does not', async () => {
      const [ana = ''] = await makeUsers(ports, 'ana')
      const found = await ports.users.profiles([ana, '999999'].map((userId) => ({ viewerId: ana, userId })))
      expect(found.map(({ profile }) => profile.id)).toEqual([ana])
      await expect(ports.users.profile('999999')).rejects.toMatchObject({ code: 'not_found' })
      await expect(ports.users.change('999999', { about: '' })).rejects.toMatchObject({ code: 'not_found' })
    })

    it('tells whose profile is newer than what is known of it', async () => {
      const [ana = '', bea = '', cleo = ''] = await makeUsers(ports, 'ana', 'bea', 'cleo')
      const { version } = await ports.users.change(bea, { about: 'Hello' })
      const known = (...entries: [string, number][]) => ports.users.newer(new Map(entries))
      expect(await known([ana, 1], [bea, version - 1], [cleo, 1])).toEqual([bea])
      expect(await known([ana, 1], [bea, version], [cleo, Number.MAX_SAFE_INTEGER])).toEqual([])
      expect((await known([ana, 0], [cleo, -1], ['999999', 0])).toSorted()).toEqual([ana, cleo].toSorted())
    })

    it('finds the beginnings of userNames first, then words of names, and never the asker', async () => {
      const [asker = ''] = await makeUsers(ports, 'lima')
      await ports.users.create(newUser('limber', 'Zed'), OPEN_DOOR)
      await ports.users.create(newUser('bea', 'Bea Lima'), OPEN_DOOR)
      await ports.users.create(newUser('slim', 'Slim'), OPEN_DOOR)
      const found = await ports.users.search(asker, 'lim', 10)
      expect(found.map(({ userName }) => userName)).toEqual(['limber', 'bea'])
      expect(await ports.users.search(asker, 'lim', 1)).toHaveLength(1)
    })

    it('takes what is searched for by the letter', async () => {
      const [asker = ''] = await makeUsers(ports, 'ana', 'b_a', 'bxa')
      expect((await ports.users.search(asker, 'b_', 10)).map(({ userName }) => userName)).toEqual(['b_a'])
      expect(await ports.users.search(asker, '%', 10)).toEqual([])
      expect(await ports.users.search(asker, '\\', 10)).toEqual([])
    })

    it('tells of a user to those who have them as a contact, and lets these follow them', async () => {
      const [ana = '', bea = '', cleo = ''] = await makeUsers(ports, 'ana', 'bea', 'cleo')
      await ports.contacts.add(ana, bea)
      expect(await ports.users.audience(bea)).toEqual([ana])
      expect(await ports.users.audience(ana)).toEqual([])
      const looks = (viewerId: string, ...userIds: string[]) => userIds.map((userId) => ({ viewerId, userId }))
      expect(await ports.users.watchable([...looks(ana, bea, cleo), ...looks(bea, ana, cleo)])).toEqual(looks(ana, bea))
    })
  })
}
