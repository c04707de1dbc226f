import { describe, expect, test } from 'vitest'
import type { UserId } from '@/contracts/ids'
import { makeGroup } from '@/server/testing/conversation-stage'
import { makeSticker, messageOf, outcome, type SendingStage, send } from '@/server/testing/sending-stage'

const usedAt = async (stage: SendingStage, userId: UserId, stickerId: string) => {
  const { packs, others } = await stage.stickers.shelf(userId)
  return [...packs.flatMap(({ stickers }) => stickers), ...others].find(({ id }) => id === stickerId)?.usedAt
}

export function describeSendingStickers(open: () => Promise<SendingStage>): void {
  describe('stickers', () => {
    const sticker = (senderId: UserId, conversationId: string, stickerId: string) => ({
      ...{ senderId, kind: 'sticker' as const, places: [{ conversationId }], attachments: [{ stickerId }] },
    })

    test('one of one’s own is told with its emoji and words, and was used then', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const stickerId = await makeSticker(stage, owner)
      expect(await usedAt(stage, owner, stickerId)).toBeNull()
      const { committed } = await send(stage, sticker(owner, id, stickerId))
      const attachment = {
        kind: 'sticker',
        width: 300,
        height: 200,
        preview: false,
        sticker: { id: stickerId, emoji: '🐈', words: 'a cat' },
      }
      expect(committed?.posted).toMatchObject([{ event: { message: { kind: 'sticker', attachments: [attachment] } } }])
      expect(await messageOf(stage, second, id, 2)).toMatchObject({ kind: 'sticker', attachments: [attachment] })
      const first = await usedAt(stage, owner, stickerId)
      expect(first).not.toBeNull()
      await send(stage, sticker(owner, id, stickerId))
      expect(Date.parse((await usedAt(stage, owner, stickerId)) ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? ''))
    })

    test('a shipped one is everybody’s', async () => {
      const stage = await open()
      const { id, second } = await makeGroup(stage, 2)
      const hugs = { blobId: 'b'.repeat(64), words: 'hugs', emoji: '🐻', size: 1_000, width: 512, height: 512 }
      await stage.stickers.install([{ slug: 'bears', name: 'Bears', stickers: [hugs] }])
      const stickerId = (await stage.stickers.shelf(second)).packs[0]?.stickers[0]?.id ?? ''
      await send(stage, sticker(second, id, stickerId))
      expect(await messageOf(stage, second, id, 2)).toMatchObject({ attachments: [{ sticker: { words: 'hugs' } }] })
    })

    test('another’s can’t be sent by naming it, but once it was sent to one; to who left no more', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const stickerId = await makeSticker(stage, owner)
      expect(await outcome(stage, sticker(second, id, stickerId))).toBe('upload_missing')
      expect(await outcome(stage, sticker(second, id, '999999999'))).toBe('upload_missing')
      await send(stage, sticker(owner, id, stickerId))
      const { conversationId: elsewhere } = await stage.conversations.openDirect(second, third)
      await stage.conversations.removeMember(third, id, third)
      expect(await outcome(stage, sticker(third, elsewhere, stickerId))).toBe('upload_missing')
      await expect(stage.stickers.setFavourite(third, stickerId, true)).rejects.toMatchObject({ code: 'not_found' })
      expect(await outcome(stage, sticker(second, elsewhere, stickerId))).toBe('sent')
      expect(await outcome(stage, sticker(third, elsewhere, stickerId))).toBe('sent')
    })

    test('one whose only message was deleted is out of others’ hands', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const stickerId = await makeSticker(stage, owner)
      await send(stage, sticker(owner, id, stickerId))
      await stage.messages.change(owner, id, 2, { kind: 'message:deleted' })
      expect(await outcome(stage, sticker(second, id, stickerId))).toBe('upload_missing')
    })

    test('a send that is refused, or was done before, is no use of it', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      const stickerId = await makeSticker(stage, second)
      await stage.conversations.removeMember(owner, id, second)
      expect(await outcome(stage, sticker(second, id, stickerId))).toBe('not_allowed')
      expect(await outcome(stage, { ...sticker(second, id, stickerId), kind: 'text' })).toBe('not_allowed')
      expect(await usedAt(stage, second, stickerId)).toBeNull()
      const { conversationId } = await stage.conversations.openDirect(owner, second)
      const message = {
        ...sticker(second, conversationId, stickerId),
        clientId: '00000000-0000-4000-8000-000000000001',
      }
      await send(stage, message)
      const used = await usedAt(stage, second, stickerId)
      await send(stage, message)
      expect(await usedAt(stage, second, stickerId)).toBe(used)
    })

    test('a sticker is sent by itself', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const stickerId = await makeSticker(stage, owner)
      const alone = sticker(owner, id, stickerId)
      expect(await outcome(stage, { ...alone, kind: 'text' })).toBe('invalid')
      expect(await outcome(stage, { ...alone, text: 'Look' })).toBe('invalid')
      expect(await outcome(stage, { ...alone, attachments: [{ stickerId }, { stickerId }] })).toBe('invalid')
      expect(await usedAt(stage, owner, stickerId)).toBeNull()
    })

    test('what was sent stays as it was when the sticker is called otherwise, or leaves its pack', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const stickerId = await makeSticker(stage, owner)
      await send(stage, sticker(owner, id, stickerId))
      const sent = await messageOf(stage, second, id, 2)
      await stage.stickers.changeSticker(owner, { stickerId, emoji: '🐶', words: 'a dog' })
      expect(await messageOf(stage, second, id, 2)).toEqual(sent)
      await stage.stickers.removeSticker(owner, stickerId)
      expect(await messageOf(stage, second, id, 2)).toEqual(sent)
      expect(await outcome(stage, sticker(second, id, stickerId))).toBe('upload_missing')
      await expect(stage.stickers.setFavourite(second, stickerId, true)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('one that left its pack can be forwarded still', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const stickerId = await makeSticker(stage, owner)
      await send(stage, sticker(owner, id, stickerId))
      await stage.stickers.removeSticker(owner, stickerId)
      const forward = { conversationId: id, seq: 2 }
      await send(stage, { senderId: second, kind: 'text', places: [{ conversationId: id }], forward })
      expect(await messageOf(stage, owner, id, 3)).toMatchObject({ attachments: [{ sticker: { words: 'a cat' } }] })
    })
  })
}
