import { describe, expect, test } from 'vitest'
import type { UserId } from '@/contracts/ids'
import { compareIds } from '@/server/domain/roles'
import { makeGroup } from '@/server/testing/conversation-stage'
import { messageOf, type SendingStage, send, toldTo } from '@/server/testing/sending-stage'

const sorted = (userIds: readonly UserId[]) => [...userIds].sort(compareIds)

export function describeSendingMentions(open: () => Promise<SendingStage>): void {
  describe('mentions', () => {
    test('only who is in it then is mentioned, each once', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const stranger = await stage.newUser()
      await stage.conversations.removeMember(owner, id, third)
      const mentions = [second, stranger, third, owner, second, '999999999']
      const { committed } = await send(stage, {
        senderId: owner,
        places: [{ conversationId: id }],
        text: '@all',
        mentions,
      })
      expect(committed && toldTo(committed, second)?.mentions).toEqual(sorted([owner, second]))
      expect((await messageOf(stage, second, id, 4 - 1))?.mentions).toEqual(sorted([owner, second]))
    })

    test('in several places everybody is told of those of the places they see', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const other = await makeGroup(stage, 2)
      await stage.conversations.addMembers(other.owner, other.id, [owner, third], 5)
      const mentions = [second, third, other.owner]
      const places = [{ conversationId: id }, { conversationId: other.id }]
      const { committed, sent } = await send(stage, { senderId: owner, places, text: 'Hi', mentions })
      const seqIn = (conversationId: string) =>
        sent.places.find((place) => place.conversationId === conversationId)?.seq ?? 0
      const expected = [
        [owner, id, [second, third, other.owner]],
        [second, id, [second, third]],
        [third, other.id, [second, third, other.owner]],
        [other.owner, other.id, [third, other.owner]],
      ] as const
      for (const [userId, conversationId, theirs] of expected) {
        expect(committed && toldTo(committed, userId)?.mentions).toEqual(sorted(theirs))
        const message = await messageOf(stage, userId, conversationId, seqIn(conversationId))
        expect(message?.mentions).toEqual(sorted(theirs))
      }
    })

    test('an edit mentions whom it says, everywhere; a deletion nobody', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await send(stage, { senderId: owner, places: [{ conversationId: id }], text: 'Hi @second', mentions: [second] })
      const edit = { kind: 'message:edited', text: 'Hi @third', mentions: [third, '999999999'] } as const
      const { committed } = await stage.messages.change(owner, id, 2, edit)
      expect(committed).toMatchObject([{ event: { message: { mentions: [third] } } }])
      expect((await messageOf(stage, second, id, 2))?.mentions).toEqual([third])
      await stage.messages.change(owner, id, 2, { kind: 'message:deleted' })
      expect((await messageOf(stage, second, id, 2))?.mentions).toEqual([])
    })

    test('who was mentioned stays mentioned after leaving', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      await send(stage, { senderId: owner, places: [{ conversationId: id }], text: 'Bye @second', mentions: [second] })
      await stage.conversations.removeMember(owner, id, second)
      for (const userId of [owner, second]) expect((await messageOf(stage, userId, id, 2))?.mentions).toEqual([second])
    })
  })
}
