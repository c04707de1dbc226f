import { describe, expect, test } from 'vitest'
import type { UserId } from '@/contracts/ids'
import { MAX_MEMBERS, makeGroup, say } from '@/server/testing/conversation-stage'
import type { RequestStage } from './requests.contract'

/** Adding somebody to a group who wants to be asked, and what becomes of that. */
export function describeInvitations(name: string, open: () => Promise<RequestStage>): void {
  const make = async () => {
    const stage = await open()
    const { id, owner, second } = await makeGroup(stage, 2)
    const bea = await stage.newUser()
    await stage.askFirst(bea, 'groups', true)
    const add = (byId = owner, userIds: readonly UserId[] = [bea]) =>
      stage.conversations.addMembers(byId, id, userIds, MAX_MEMBERS)
    const invited = async (userId = bea) =>
      (await stage.requests.invitations(userId)).invitations.map(({ conversationId }) => conversationId)
    const pending = async () => (await stage.requests.pending(owner, id)).map(({ userId }) => userId)
    const version = async (userId: UserId) =>
      (await stage.messages.heads(new Map([[userId, '']]))).get(userId)?.privateVersion ?? 0
    return { ...stage, stage, id, owner, second, bea, add, invited, pending, version }
  }
  const refused = (code: string) => expect.objectContaining({ code })

  describe(`Invitations of ${name}`, () => {
    test('who wants to be asked is invited: nothing of the group is theirs, but its name, size and who invites', async () => {
      const { conversations, messages, requests, id, owner, bea, add, pending, version } = await make()
      const before = [await version(bea), await version(owner)]
      const change = await add()
      expect(change).toMatchObject({ committed: [], invited: [bea], notAdded: [] })
      expect([...(change.concerned ?? [])].sort((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual(
        [
          { userId: bea, privateVersion: (before[0] ?? 0) + 1 },
          { userId: owner, privateVersion: (before[1] ?? 0) + 1 },
        ].sort((a, b) => (a.userId < b.userId ? -1 : 1)),
      )
      const { invitations } = await requests.invitations(bea)
      expect(invitations).toMatchObject([{ conversationId: id, name: 'Hiking', members: 2, by: { id: owner } }])
      expect(await pending()).toEqual([bea])
      await expect(messages.entry(bea, id)).rejects.toEqual(refused('not_found'))
      await expect(messages.page(bea, { conversationId: id, limit: 9 })).rejects.toEqual(refused('not_found'))
      await expect(conversations.members(bea, id)).rejects.toEqual(refused('not_found'))
    })

    test('who accepts joins by their own hand, and is invited no more', async () => {
      const { stage, conversations, messages, requests, id, owner, bea, add, invited, pending } = await make()
      await add()
      await say(stage, owner, id)
      const { committed, concerned } = await requests.join(bea, id, MAX_MEMBERS)
      expect(committed).toMatchObject([{ event: { kind: 'member:joined', actorId: bea, member: { userId: bea } } }])
      expect(concerned?.map(({ userId }) => userId)).toEqual(expect.arrayContaining([bea, owner]))
      expect([await invited(), await pending()]).toEqual([[], []])
      expect((await conversations.members(owner, id)).filter(({ active }) => active)).toHaveLength(3)
      const { events } = await messages.page(bea, { conversationId: id, limit: 9 })
      expect(events).toHaveLength(1)
      await expect(requests.join(bea, id, MAX_MEMBERS)).rejects.toEqual(refused('not_found'))
    })

    test('a group may begin with nobody but its owner, and those who are asked', async () => {
      const { stage, conversations, requests, bea } = await make()
      const ana = await stage.newUser()
      const group = { name: 'Lakes', userIds: [bea], pictureId: null, maxMembers: MAX_MEMBERS }
      const { conversationId, invited } = await conversations.createGroup(ana, group)
      expect(invited).toEqual([bea])
      expect((await conversations.members(ana, conversationId)).map(({ userId }) => userId)).toEqual([ana])
      await requests.join(bea, conversationId, MAX_MEMBERS)
      expect(await conversations.members(ana, conversationId)).toHaveLength(2)
    })

    test('can be declined, and taken back by admins alone', async () => {
      const { stage, requests, id, owner, second, bea, add, invited, pending } = await make()
      await add()
      expect((await requests.decline(bea, id)).map(({ userId }) => userId)).toEqual(
        expect.arrayContaining([bea, owner]),
      )
      expect(await requests.decline(bea, id)).toEqual([])
      await add()
      expect(await invited()).toEqual([id])
      await expect(requests.takeBack(second, id, bea)).rejects.toEqual(refused('not_allowed'))
      await expect(requests.pending(second, id)).rejects.toEqual(refused('not_allowed'))
      await expect(requests.pending(await stage.newUser(), id)).rejects.toEqual(refused('not_found'))
      await requests.takeBack(owner, id, bea)
      expect([await invited(), await pending()]).toEqual([[], []])
      await expect(requests.join(bea, id, MAX_MEMBERS)).rejects.toEqual(refused('not_found'))
    })

    test('shows the group as it is by then, with a version that moves on', async () => {
      const { conversations, requests, id, owner, bea, add, version } = await make()
      await add()
      const before = await version(bea)
      const { concerned } = await conversations.change(owner, id, { name: 'Peaks' })
      expect(concerned).toEqual([{ userId: bea, privateVersion: before + 1 }])
      expect(await requests.invitations(bea)).toMatchObject({
        invitations: [{ name: 'Peaks' }],
        privateVersion: before + 1,
      })
    })

    test('is counted into the size, when it is made and when it is accepted', async () => {
      const { stage, requests, id, bea, add, invited } = await make()
      await add()
      const more = [await stage.newUser(), await stage.newUser(), await stage.newUser()]
      await add(undefined, more)
      await expect(requests.join(bea, id, MAX_MEMBERS)).rejects.toEqual(refused('full'))
      expect(await invited()).toEqual([id])
      await expect(add(undefined, [await stage.newUser()])).rejects.toEqual(refused('full'))
    })

    test('is gone when who invited is removed, or blocked by one of the two, or the group closes', async () => {
      const { stage, conversations, blocks, id, owner, second, bea, add, invited } = await make()
      await conversations.addMembers(owner, id, [await stage.newUser()], MAX_MEMBERS)
      await conversations.setRole(owner, id, second, 'admin')
      await add(second)
      const { concerned } = await conversations.removeMember(owner, id, second)
      expect(concerned?.map(({ userId }) => userId)).toEqual(expect.arrayContaining([bea, owner]))
      expect(await invited()).toEqual([])
      await conversations.addMembers(owner, id, [second], MAX_MEMBERS)
      await add()
      const block = await blocks.block(bea, owner)
      expect(block.concerned.map(({ userId }) => userId)).toEqual(expect.arrayContaining([bea, owner]))
      expect(await invited()).toEqual([])
      expect(await add()).toMatchObject({ invited: [], notAdded: [bea] })
      await blocks.unblock(bea, owner)
      await add()
      await blocks.block(owner, bea)
      expect(await invited()).toEqual([])
      await blocks.unblock(owner, bea)
      await add()
      for (const { userId, active } of await conversations.members(owner, id)) {
        if (active && userId !== owner) await conversations.removeMember(owner, id, userId)
      }
      expect(await invited()).toEqual([])
    })

    test('whom everybody may add is in it at once, whoever else is to be asked', async () => {
      const { stage, conversations, askFirst, id, owner, bea, add } = await make()
      const carl = await stage.newUser()
      expect(await add(undefined, [bea, carl])).toMatchObject({ invited: [bea], notAdded: [] })
      expect((await conversations.members(owner, id)).map(({ userId }) => userId)).toContain(carl)
      await askFirst(bea, 'groups', false)
      await add()
      expect((await conversations.members(owner, id)).map(({ userId }) => userId)).toContain(bea)
    })
  })
}
