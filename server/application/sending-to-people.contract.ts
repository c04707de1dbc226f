import { describe, expect, test } from 'vitest'
import type { UserId } from '@/contracts/ids'
import { makeGroup } from '@/server/testing/conversation-stage'
import { draft, outcome, type SendingStage, send } from '@/server/testing/sending-stage'

const chatsOf = async (stage: SendingStage, userId: UserId) => (await stage.messages.overview(userId)).entries

export function describeSendingToPeople(open: () => Promise<SendingStage>): void {
  describe('places that are people', () => {
    test('the chat with somebody is opened once, and told with the message', async () => {
      const stage = await open()
      const [ana, bea] = [await stage.newUser(), await stage.newUser()]
      const { committed, sent } = await send(stage, { senderId: ana, places: [{ userId: bea }], text: 'Hello' })
      const [{ conversationId = '' } = {}] = sent.places
      expect(sent.places).toEqual([{ conversationId, seq: 2 }])
      expect(committed?.opened).toMatchObject([
        { event: { kind: 'conversation:created', conversationId, seq: 1, actorId: ana } },
      ])
      expect([...(committed?.opened[0]?.recipients ?? [])].sort()).toEqual([ana, bea].sort())
      const again = await send(stage, { senderId: bea, places: [{ userId: ana }], text: 'Hello yourself' })
      expect(again).toMatchObject({ sent: { places: [{ conversationId, seq: 3 }] }, committed: { opened: [] } })
      expect(await stage.conversations.openDirect(ana, bea)).toMatchObject({ conversationId, created: false })
    })

    test('the same person twice, or with the id of their chat, is one place', async () => {
      const stage = await open()
      const [ana, bea] = [await stage.newUser(), await stage.newUser()]
      const twice = await send(stage, { senderId: ana, places: [{ userId: bea }, { userId: bea }], text: 'Once' })
      expect(twice.sent.places).toHaveLength(1)
      const [{ conversationId = '' } = {}] = twice.sent.places
      const both = await send(stage, {
        senderId: ana,
        places: [{ userId: bea }, { conversationId }],
        text: 'Once more',
      })
      expect(both.sent.places).toEqual([{ conversationId, seq: 3 }])
    })

    test('oneself and who doesn’t exist are refused, and nothing is opened beside', async () => {
      const stage = await open()
      const [ana, bea] = [await stage.newUser(), await stage.newUser()]
      for (const userId of [ana, '999999999']) {
        expect(await outcome(stage, { senderId: ana, places: [{ userId }], text: 'Hello?' })).toBe('not_found')
        expect(await outcome(stage, { senderId: ana, places: [{ userId: bea }, { userId }], text: 'Hello?' })).toBe(
          'not_found',
        )
      }
      for (const userId of [ana, bea]) expect(await chatsOf(stage, userId)).toEqual([])
    })

    test('people and conversations mix: each sees the places that are theirs', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const carl = await stage.newUser()
      const { committed, sent } = await send(stage, {
        ...{
          senderId: owner,
          text: 'To all of you',
          places: [{ conversationId: id }, { userId: second }, { userId: carl }],
        },
      })
      expect(sent.places).toHaveLength(3)
      const placesOf = (userId: UserId) =>
        committed?.posted.find(({ recipients }) => recipients.includes(userId))?.event.message.places.length
      expect([owner, second, carl].map(placesOf)).toEqual([3, 2, 1])
      expect(committed?.opened).toHaveLength(2)
    })

    test('a send that is refused opens nothing, whatever it is refused for, and its neighbours go through', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const [carl, dora] = [await stage.newUser(), await stage.newUser()]
      const missing = { uploadId: '0'.repeat(32), kind: 'file' as const, name: '' }
      const results = await stage.messages.send([
        draft({ senderId: owner, places: [{ userId: carl }, { conversationId: '999999999' }], text: 'No such place' }),
        draft({ senderId: owner, places: [{ userId: carl }], attachments: [missing] }),
        draft({ senderId: owner, places: [{ conversationId: id }], text: 'Good' }),
        draft({ senderId: second, places: [{ userId: dora }], text: 'Good, too' }),
      ])
      expect(results.map((result) => (result.ok ? 'sent' : result.error.code))).toEqual([
        'not_found',
        'upload_missing',
        'sent',
        'sent',
      ])
      expect(results.map((result) => result.ok && result.sent.places[0]?.seq)).toEqual([false, false, 2, 2])
      expect(await chatsOf(stage, carl)).toEqual([])
      expect(await chatsOf(stage, dora)).toHaveLength(1)
    })

    test('who opens a chat is who says the first thing in it, not who was refused', async () => {
      const stage = await open()
      const [ana, bea] = [await stage.newUser(), await stage.newUser()]
      const missing = { uploadId: '0'.repeat(32), kind: 'file' as const, name: '' }
      const results = await stage.messages.send([
        draft({ senderId: ana, places: [{ userId: bea }], attachments: [missing] }),
        draft({ senderId: bea, places: [{ userId: ana }], text: 'First' }),
        draft({ senderId: ana, places: [{ userId: bea }], text: 'Second' }),
      ])
      expect(results).toMatchObject([
        { ok: false },
        { ok: true, committed: { opened: [{ event: { actorId: bea } }] } },
        { ok: true, committed: { opened: [] } },
      ])
      const [entry] = await chatsOf(stage, ana)
      expect(entry?.lastSeq).toBe(3)
    })

    test('a retry finds the chat that was opened and what was said, and opens no other', async () => {
      const stage = await open()
      const [ana, bea, carl] = [await stage.newUser(), await stage.newUser(), await stage.newUser()]
      const message = draft({ senderId: ana, places: [{ userId: bea }], text: 'Hello' })
      const [first] = await stage.messages.send([message])
      const retries = [message, { ...message, places: [{ userId: carl }] }]
      for (const retry of retries) {
        expect(await stage.messages.send([retry])).toEqual([{ ok: true, sent: first?.ok && first.sent }])
      }
      expect(await chatsOf(stage, carl)).toEqual([])
      expect(await chatsOf(stage, ana)).toHaveLength(1)
    })

    test('the same clientId twice in a list, to different people, is one message to the first', async () => {
      const stage = await open()
      const [ana, bea, carl] = [await stage.newUser(), await stage.newUser(), await stage.newUser()]
      const message = draft({ senderId: ana, places: [{ userId: bea }], text: 'Hello' })
      const results = await stage.messages.send([message, { ...message, places: [{ userId: carl }] }])
      expect(results.map((result) => result.ok && result.committed !== undefined)).toEqual([true, false])
      expect(results.map((result) => result.ok && result.sent)).toEqual([
        results[0]?.ok && results[0].sent,
        results[0]?.ok && results[0].sent,
      ])
      expect(await chatsOf(stage, carl)).toEqual([])
      expect(await chatsOf(stage, bea)).toHaveLength(1)
    })
  })
}
