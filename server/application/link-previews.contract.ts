import { describe, expect, test } from 'vitest'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'
import { messageOf, send } from '@/server/testing/sending-stage'
import type { LinkPreviews } from './link-ports'

export interface LinkPreviewStage extends ConversationStage {
  readonly linkPreviews: LinkPreviews
}

export function describeLinkPreviews(name: string, open: () => Promise<LinkPreviewStage>): void {
  describe(`LinkPreviews of ${name}`, () => {
    const found = (title: string) => ({ title, site: 'Example', description: '', picture: null })
    let last = 0
    const newLink = () => `https://example.org/${++last}`

    /** Shows it with the message as it reads now; answers how many events that took. */
    async function show({ linkPreviews }: LinkPreviewStage, conversationId: string, seq: number, url: string | null) {
      if (url !== null) await linkPreviews.keep(url, found(`About ${url}`))
      const subject = await linkPreviews.subject({ conversationId, seq })
      const { committed } = await linkPreviews.show(subject?.messageId ?? '0', subject?.text ?? '', url)
      return committed.length
    }
    const shownTo = async (stage: LinkPreviewStage, userId: string, id: string, seq: number) =>
      (await messageOf(stage, userId, id, seq))?.preview?.url ?? null
    const edit = (text: string) => ({ kind: 'message:edited', text, mentions: [] }) as const

    test('what is behind a link is shown in each place of its message, once', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const url = newLink()
      const { sent } = await send(stage, {
        senderId: owner,
        places: [{ conversationId: id }, { userId: second }],
        text: url,
      })
      expect(await show(stage, id, 2, url)).toBe(2)
      expect(await show(stage, id, 2, url)).toBe(0)
      for (const { conversationId, seq } of sent.places) {
        expect(await messageOf(stage, second, conversationId, seq)).toMatchObject({
          preview: { url, title: `About ${url}`, site: 'Example', picture: null },
          changedSeq: seq + 1,
        })
      }
      expect(await stage.linkPreviews.subject({ conversationId: id, seq: 2 })).toMatchObject({ text: url, shown: url })
      expect(await show(stage, id, 2, null)).toBe(2)
      expect(await shownTo(stage, second, id, 2)).toBeNull()
    })

    test('nothing is shown with another wording, of what isn’t known, or where the message is deleted', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const [url, unknown] = [newLink(), newLink()]
      const seq = await say(stage, owner, id, url)
      await stage.linkPreviews.keep(url, found('Known'))
      const { messageId = '' } = (await stage.linkPreviews.subject({ conversationId: id, seq })) ?? {}
      expect((await stage.linkPreviews.show(messageId, 'Other words', url)).committed).toEqual([])
      expect((await stage.linkPreviews.show(messageId, url, unknown)).committed).toEqual([])
      await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
      expect((await stage.linkPreviews.show(messageId, url, url)).committed).toEqual([])
      expect(await stage.linkPreviews.subject({ conversationId: id, seq })).toMatchObject({ text: '', shown: null })
      expect(await stage.linkPreviews.subject({ conversationId: id, seq: 99 })).toBeNull()
    })

    test('an edit keeps what is shown while the link stays, and takes it away with the link', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const url = newLink()
      await say(stage, owner, id, url)
      await show(stage, id, 2, url)
      await stage.messages.change(owner, id, 2, edit(`See ${url}`))
      expect(await shownTo(stage, second, id, 2)).toBe(url)
      await stage.messages.change(owner, id, 2, edit('See nothing'))
      expect(await shownTo(stage, second, id, 2)).toBeNull()
    })

    test('who left is shown nothing that came later, and keeps what was there', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 4)
      const [first, next] = [newLink(), newLink()]
      await say(stage, owner, id, first)
      await stage.conversations.removeMember(second, id, second)
      await show(stage, id, 2, first)
      await stage.conversations.removeMember(third, id, third)
      expect(await shownTo(stage, second, id, 2)).toBeNull()
      expect(await shownTo(stage, third, id, 2)).toBe(first)
      await stage.messages.change(owner, id, 2, edit(`Still ${first}, and ${next}`))
      expect(await messageOf(stage, third, id, 2)).toMatchObject({ text: first, preview: { url: first } })
      await show(stage, id, 2, next)
      expect(await shownTo(stage, owner, id, 2)).toBe(next)
      expect([await shownTo(stage, second, id, 2), await shownTo(stage, third, id, 2)]).toEqual([null, first])
    })

    test('who left is not told by the overview, a quote or a star either', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      const url = newLink()
      await say(stage, owner, id, url)
      await stage.messages.setOwn(second, { conversationId: id, seqs: [2], starred: true })
      await stage.conversations.removeMember(second, id, second)
      await show(stage, id, 2, url)
      const nothing = { message: { text: url, preview: null } }
      expect(await stage.messages.quotes(second, id, [2])).toMatchObject([nothing])
      expect(await stage.messages.starred(second, { limit: 9 })).toMatchObject([{ event: nothing }])
    })
  })
}
