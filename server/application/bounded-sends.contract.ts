import { describe, expect, test } from 'vitest'
import { isKithError } from '@/server/domain/errors'
import { type ConversationStage, makeGroup, newMessage } from '@/server/testing/conversation-stage'
import { boundedSends } from './bounded-sends'
import type { MessageLog, NewMessage } from './log-ports'

export function describeBoundedSends(name: string, open: () => Promise<ConversationStage>): void {
  describe(`A bounded queue of sends to ${name}`, () => {
    test('refuses as busy what is beyond its bound, at once and untried', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const messages = boundedSends(stage.messages, 3)
      const all = Array.from({ length: 10 }, (_, n) => newMessage(owner, id, `${n}`))
      const results = await Promise.allSettled(all.map((message) => messages.send([message])))
      expect(results.map(({ status }) => status)).toEqual(all.map((_, n) => (n < 3 ? 'fulfilled' : 'rejected')))
      expect(results[3]).toMatchObject({ reason: { code: 'busy', message: expect.stringMatching(/[.!?]$/) } })
      expect(await texts(stage, owner, id)).toHaveLength(3)
    })

    test('loses nothing and stores nothing twice when what was refused is sent again, in order', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const messages = boundedSends(stage.messages, 2)
      const senders = [owner, second, owner, second]
      await Promise.all(
        senders.map(async (sender, at) => {
          for (let n = 0; n < 10; n++) await insist(messages, newMessage(sender, id, `${at} ${n}`))
        }),
      )
      const stored = await texts(stage, owner, id)
      expect(stored).toHaveLength(40)
      for (const at of senders.keys()) {
        expect(stored.filter((text) => text.startsWith(`${at} `))).toEqual(
          Array.from({ length: 10 }, (_, n) => `${at} ${n}`),
        )
      }
    })

    test('takes a list that is longer than its bound when nothing else is under way', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const list = Array.from({ length: 5 }, (_, n) => newMessage(owner, id, `${n}`))
      expect(await boundedSends(stage.messages, 2).send(list)).toMatchObject(list.map(() => ({ ok: true })))
    })
  })
}

async function insist(messages: MessageLog, message: NewMessage): Promise<void> {
  for (;;) {
    try {
      await messages.send([message])
      return
    } catch (error) {
      if (!isKithError(error) || error.code !== 'busy') throw error
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

async function texts({ messages }: ConversationStage, userId: string, conversationId: string): Promise<string[]> {
  const { entries } = await messages.since(userId, conversationId, 0, 1_000)
  return entries.flatMap((entry) => (entry.kind === 'message:posted' ? entry.message.text : []))
}
