import { describe, expect, test } from 'vitest'
import type { AttachmentInput } from '@/contracts/inputs'
import { makeGroup, say } from '@/server/testing/conversation-stage'
import { messageOf, outcome, type SendingStage, send } from '@/server/testing/sending-stage'

const picture = async (stage: SendingStage, userId: string): Promise<AttachmentInput> => ({
  uploadId: await stage.bring(userId, { kind: 'image', type: 'image/webp', width: 640, height: 480, preview: true }),
  kind: 'image',
  name: 'peak.jpg',
})

export function describeSendingForwards(open: () => Promise<SendingStage>): void {
  describe('forwards', () => {
    test('who said it first is kept through a chain, with what it carried; what is sent beside is not taken', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const { conversationId: first } = await stage.conversations.openDirect(second, third)
      const { conversationId: last } = await stage.conversations.openDirect(third, owner)
      const attachments = [await picture(stage, owner)]
      await send(stage, { senderId: owner, places: [{ conversationId: id }], text: 'Said first', attachments })
      const once = { senderId: second, places: [{ conversationId: first }], forward: { conversationId: id, seq: 2 } }
      await send(stage, { ...once, text: 'ignored' })
      const { committed } = await send(stage, {
        ...{ senderId: third, places: [{ conversationId: last }], forward: { conversationId: first, seq: 2 } },
      })
      const carried = { kind: 'text', text: 'Said first', forwardedFrom: owner, senderId: third }
      const original = await messageOf(stage, third, id, 2)
      expect(committed?.posted).toMatchObject([{ event: { message: carried } }])
      const message = await messageOf(stage, owner, last, 2)
      expect(message).toMatchObject({ ...carried, replyTo: null, reactions: [], editedAt: null })
      expect(message?.attachments).toEqual(original?.attachments)
    })

    test('a forward is a message of its own: deleting the first leaves it, and its files', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const { conversationId: elsewhere } = await stage.conversations.openDirect(second, third)
      const attachments = [await picture(stage, owner)]
      await send(stage, { senderId: owner, places: [{ conversationId: id }], text: 'Kept', attachments })
      await send(stage, {
        senderId: second,
        places: [{ conversationId: elsewhere }],
        forward: { conversationId: id, seq: 2 },
      })
      await stage.messages.change(owner, id, 2, { kind: 'message:deleted' })
      expect(await messageOf(stage, third, elsewhere, 2)).toMatchObject({
        text: 'Kept',
        attachments: [{ kind: 'image' }],
      })
    })

    test('a voice or a sticker is forwarded as what it is, and that is no use of the sticker', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const uploadId = await stage.bring(owner, { kind: 'voice', type: 'audio/ogg' })
      const voice = { uploadId, kind: 'voice' as const, name: '', durationMs: 1_000 }
      await send(stage, { senderId: owner, kind: 'voice', places: [{ conversationId: id }], attachments: [voice] })
      await send(stage, { senderId: second, places: [{ conversationId: id }], forward: { conversationId: id, seq: 2 } })
      expect(await messageOf(stage, owner, id, 3)).toMatchObject({
        kind: 'voice',
        attachments: [{ durationMs: 1_000 }],
      })
    })

    test('what is deleted, was never posted, or isn’t open to one can’t be forwarded', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      const stranger = await stage.newUser()
      const { conversationId: mine } = await stage.conversations.openDirect(stranger, owner)
      const seq = await say(stage, owner, id, 'Not for you')
      await say(stage, owner, id, 'Gone')
      await stage.messages.change(owner, id, 3, { kind: 'message:deleted' })
      const forwards = [
        { senderId: stranger, conversationId: id, seq },
        { senderId: stranger, conversationId: '999999999', seq: 1 },
        { senderId: owner, conversationId: id, seq: 1 },
        { senderId: owner, conversationId: id, seq: 3 },
        { senderId: owner, conversationId: id, seq: 4 },
        { senderId: owner, conversationId: id, seq: 2_147_483_647 },
      ]
      for (const { senderId, ...forward } of forwards) {
        expect(await outcome(stage, { senderId, places: [{ conversationId: mine }], forward })).toBe('not_found')
      }
      await stage.conversations.removeMember(owner, id, second)
      await say(stage, owner, id, 'After they left')
      const { conversationId: theirs } = await stage.conversations.openDirect(second, owner)
      const later = { conversationId: id, seq: 6 }
      expect(await outcome(stage, { senderId: second, places: [{ conversationId: theirs }], forward: later })).toBe(
        'not_found',
      )
    })

    test('who left gives on the words as they saw them, and no files', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      await say(stage, owner, id, 'As it was')
      await send(stage, {
        senderId: owner,
        places: [{ conversationId: id }],
        attachments: [await picture(stage, owner)],
      })
      await stage.conversations.removeMember(second, id, second)
      await stage.messages.change(owner, id, 2, { kind: 'message:edited', text: 'As it is', mentions: [] })
      const { conversationId } = await stage.conversations.openDirect(second, owner)
      const forward = (seq: number) => ({
        senderId: second,
        places: [{ conversationId }],
        forward: { conversationId: id, seq },
      })
      expect(await outcome(stage, forward(3))).toBe('not_found')
      await send(stage, forward(2))
      expect(await messageOf(stage, owner, conversationId, 2)).toMatchObject({
        text: 'As it was',
        forwardedFrom: owner,
      })
    })

    test('what is forwarded in a list was there before the list', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const places = [{ conversationId: id }]
      const plain = {
        senderId: owner,
        kind: 'text' as const,
        attachments: [],
        mentions: [],
        places,
        createdAt: '2026-01-02T03:04:05Z',
      }
      const results = await stage.messages.send([
        { ...plain, clientId: '00000000-0000-4000-8000-000000000001', text: 'First' },
        {
          ...plain,
          clientId: '00000000-0000-4000-8000-000000000002',
          text: '',
          forward: { conversationId: id, seq: 2 },
        },
      ])
      expect(results.map((result) => (result.ok ? 'sent' : result.error.code))).toEqual(['sent', 'not_found'])
    })
  })
}
