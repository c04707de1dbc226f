import { describe, expect, test } from 'vitest'
import type { AttachmentInput } from '@/contracts/inputs'
import { makeGroup } from '@/server/testing/conversation-stage'
import {
  type BroughtUpload,
  messageOf,
  outcome,
  type SendingStage,
  send,
  THUMBHASH,
  toldTo,
  WAVEFORM,
} from '@/server/testing/sending-stage'

const PICTURE: BroughtUpload = {
  kind: 'image',
  type: 'image/webp',
  width: 640,
  height: 480,
  thumbhash: THUMBHASH,
  preview: true,
}
const file = (uploadId: string, more: object = {}): AttachmentInput => ({
  uploadId,
  kind: 'file',
  name: 'a.bin',
  ...more,
})

export function describeSendingFiles(open: () => Promise<SendingStage>): void {
  describe('files', () => {
    test('an image is told and read with what its bytes say, whatever its sender says of its size', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const uploadId = await stage.bring(owner, PICTURE)
      const picture = file(uploadId, { kind: 'image', name: 'peak.jpg', width: 9, height: 9 })
      const { committed, sent } = await send(stage, {
        senderId: owner,
        places: [{ conversationId: id }],
        attachments: [picture],
      })
      const [{ seq = 0 } = {}] = sent.places
      const attachment = {
        ...{ kind: 'image', name: 'peak.jpg', type: 'image/webp', size: 1_000, width: 640, height: 480 },
        ...{ thumbhash: THUMBHASH, durationMs: null, waveform: null, preview: true, sticker: null },
      }
      expect(committed && toldTo(committed, second)).toMatchObject({
        kind: 'text',
        text: '',
        attachments: [attachment],
      })
      expect((await messageOf(stage, second, id, seq))?.attachments).toEqual([attachment])
    })

    test('several files keep their order, beside a text', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const names = ['one.txt', 'two.txt', 'three.txt']
      const attachments: AttachmentInput[] = []
      for (const name of names) attachments.push(file(await stage.bring(owner, { kind: 'file' }), { name }))
      await send(stage, { senderId: owner, places: [{ conversationId: id }], text: 'Here', attachments })
      const message = await messageOf(stage, second, id, 2)
      expect(message).toMatchObject({ text: 'Here' })
      expect(message?.attachments.map(({ name, width, preview }) => [name, width, preview])).toEqual(
        names.map((name) => [name, null, false]),
      )
    })

    test('a voice brings its waveform and length; the overview leaves the waveform out', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const uploadId = await stage.bring(owner, { kind: 'voice', type: 'video/webm' })
      const voice = file(uploadId, { kind: 'voice', name: '', durationMs: 12_345, waveform: WAVEFORM })
      await send(stage, { senderId: owner, kind: 'voice', places: [{ conversationId: id }], attachments: [voice] })
      const said = { kind: 'voice', name: '', type: 'video/webm', durationMs: 12_345 }
      expect(await messageOf(stage, second, id, 2)).toMatchObject({
        kind: 'voice',
        attachments: [{ ...said, waveform: WAVEFORM }],
      })
      const { lastEvent } = await stage.messages.entry(second, id)
      expect(lastEvent).toMatchObject({ message: { attachments: [{ ...said, waveform: null }] } })
    })

    test('a video takes its poster, and its size as its sender measured it', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const uploadId = await stage.bring(owner, { kind: 'video', type: 'video/mp4' })
      const previewId = await stage.bring(owner, { ...PICTURE, kind: 'preview', preview: false })
      const video = file(uploadId, { kind: 'video', previewId, width: 1_920, height: 1_080, durationMs: 9_000 })
      await send(stage, { senderId: owner, places: [{ conversationId: id }], attachments: [video] })
      expect((await messageOf(stage, second, id, 2))?.attachments).toMatchObject([
        { kind: 'video', width: 1_920, height: 1_080, durationMs: 9_000, preview: true, thumbhash: THUMBHASH },
      ])
    })

    test('a file that is unknown, another’s, refused or still coming is missing, and takes no seq', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const missing = [
        '0'.repeat(32),
        await stage.bring(second, { kind: 'file' }),
        await stage.bring(owner, { kind: 'file', state: 'coming' }),
        await stage.bring(owner, { kind: 'file', state: 'refused' }),
      ]
      const good = await stage.bring(owner, { kind: 'file' })
      for (const uploadId of missing) {
        const attachments = [file(good), file(uploadId)]
        expect(await outcome(stage, { senderId: owner, places: [{ conversationId: id }], attachments })).toBe(
          'upload_missing',
        )
      }
      const { sent } = await send(stage, {
        senderId: owner,
        places: [{ conversationId: id }],
        attachments: [file(good)],
      })
      expect(sent.places).toMatchObject([{ seq: 2 }])
    })

    test('a poster is a finished picture of one’s own that was brought for one', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const uploadId = await stage.bring(owner, { kind: 'video', type: 'video/mp4' })
      const posters = [
        '0'.repeat(32),
        await stage.bring(second, { kind: 'preview' }),
        await stage.bring(owner, { kind: 'preview', state: 'coming' }),
        await stage.bring(owner, { kind: 'file', type: 'image/webp' }),
      ]
      for (const previewId of posters) {
        const attachments = [file(uploadId, { kind: 'video', previewId })]
        expect(await outcome(stage, { senderId: owner, places: [{ conversationId: id }], attachments })).toBe(
          'upload_missing',
        )
      }
      const poster = await stage.bring(owner, { kind: 'preview' })
      const alone = [file(poster)]
      expect(await outcome(stage, { senderId: owner, places: [{ conversationId: id }], attachments: alone })).toBe(
        'upload_missing',
      )
    })

    test('what a file is decide its bytes: one that isn’t what the message is to be is refused', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const places = [{ conversationId: id }]
      const disguised = await stage.bring(owner, { kind: 'file' })
      const attachments = [file(disguised, { kind: 'voice', waveform: WAVEFORM })]
      expect(await outcome(stage, { senderId: owner, kind: 'voice', places, attachments })).toBe('invalid')
      const sticker = await stage.bring(owner, { kind: 'sticker', type: 'image/webp' })
      expect(await outcome(stage, { senderId: owner, places, attachments: [file(sticker)] })).toBe('invalid')
      await send(stage, { senderId: owner, places, attachments: [file(disguised, { kind: 'image' })] })
      expect((await messageOf(stage, owner, id, 2))?.attachments).toMatchObject([{ kind: 'file' }])
    })

    test('one file is sent again and again, and to several places; deleted everywhere it is gone from all', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const other = await makeGroup(stage, 2)
      await stage.conversations.addMembers(other.owner, other.id, [owner], 5)
      const places = [{ conversationId: id }, { conversationId: other.id }]
      const attachments = [file(await stage.bring(owner, PICTURE), { kind: 'image' })]
      await send(stage, { senderId: owner, places, attachments })
      const { sent } = await send(stage, { senderId: owner, places, attachments })
      const [there, here] = [
        sent.places.find((place) => place.conversationId === other.id),
        sent.places.find((place) => place.conversationId === id),
      ]
      const deletion = { kind: 'message:deleted' } as const
      const { released } = await stage.messages.change(owner, id, here?.seq ?? 0, deletion)
      expect(released).toHaveLength(2)
      expect(await messageOf(stage, second, id, here?.seq ?? 0)).toMatchObject({
        attachments: [],
        deleted: { by: owner },
      })
      expect(await messageOf(stage, other.owner, other.id, there?.seq ?? 0)).toMatchObject({ attachments: [] })
      expect((await messageOf(stage, second, id, 2))?.attachments).toHaveLength(1)
    })
  })
}
