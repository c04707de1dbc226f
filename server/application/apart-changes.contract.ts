import { describe, expect, test } from 'vitest'
import type { Seq, UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import { LIMITS } from '@/server/domain/limits'
import { say } from '@/server/testing/conversation-stage'
import type { BlockStage } from './blocks.contract'
import type { LinkPreviews } from './link-ports'
import type { Search } from './log-ports'

export interface ApartStage extends BlockStage {
  readonly linkPreviews: LinkPreviews
  readonly search: Search
}

/** What becomes of messages in a chat of two while one of them blocks the other. */
export function describeApartChanges(name: string, open: () => Promise<ApartStage>): void {
  const make = async () => {
    const stage = await open()
    const { blocks, conversations, messages, linkPreviews, search } = stage
    const [ana, bea] = [await stage.newUser(), await stage.newUser()]
    const { conversationId: id } = await conversations.openDirect(ana, bea)
    const change = (userId: UserId, seq: Seq, what: MessageChange) => messages.change(userId, id, seq, what)
    const edit = (seq: Seq, text: string, mentions: readonly UserId[] = []) =>
      change(ana, seq, { kind: 'message:edited', text, mentions })
    const pin = (userId: UserId, seq: Seq, pinned = true) => change(userId, seq, { kind: 'message:pinned', pinned })
    const page = (userId: UserId) => messages.page(userId, { conversationId: id, limit: 100 })
    const messageAt = async (userId: UserId, seq: Seq) => {
      const event = (await page(userId)).events.find((one) => one.seq === seq)
      return event?.kind === 'message:posted' ? event.message : null
    }
    const show = async (seq: Seq, url: string | null) => {
      if (url) await linkPreviews.keep(url, { title: `About ${url}`, site: '', description: '', picture: null })
      const { messageId = '0', text = '' } = (await linkPreviews.subject({ conversationId: id, seq })) ?? {}
      return (await linkPreviews.show(messageId, text, url)).committed
    }
    const links = (userId: UserId) => search.gallery(userId, { conversationId: id, kind: 'link', limit: 50 })
    const mentionsOf = async (userId: UserId) => (await messages.entry(userId, id)).state.mentions
    return { stage, blocks, messages, ana, bea, id, edit, pin, page, messageAt, show, links, mentionsOf }
  }
  let last = 0
  const newLink = () => `https://example.org/apart/${++last}/${name}`

  describe(`What is changed while one blocks the other, in ${name}`, () => {
    test('the card of a link stays with the wording that is shown, whatever the hidden one says', async () => {
      const { stage, blocks, ana, bea, id, edit, messageAt, show } = await make()
      const [url, next] = [newLink(), newLink()]
      const seq = await say(stage, ana, id, `See ${url}`)
      await show(seq, url)
      const before = await messageAt(bea, seq)
      expect(before?.preview?.url).toBe(url)
      await blocks.block(bea, ana)
      await edit(seq, `See ${next}`)
      expect((await messageAt(ana, seq))?.preview).toBeNull()
      expect(await messageAt(bea, seq)).toEqual(before)
      await show(seq, next)
      expect((await messageAt(ana, seq))?.preview?.url).toBe(next)
      expect(await messageAt(bea, seq)).toEqual(before)
      await edit(seq, 'Nothing')
      await blocks.unblock(bea, ana)
      expect(await messageAt(bea, seq)).toEqual(before)
      await edit(seq, `At last ${next}`)
      expect(await messageAt(bea, seq)).toMatchObject({ text: `At last ${next}`, preview: null })
      await show(seq, next)
      expect((await messageAt(bea, seq))?.preview?.url).toBe(next)
    })

    test('an edit that puts another link first takes the card away, as what is behind the new one comes later', async () => {
      const { stage, ana, bea, id, edit, messageAt, show } = await make()
      const [url, next] = [newLink(), newLink()]
      const seq = await say(stage, ana, id, url)
      await show(seq, url)
      await edit(seq, `First ${next}, then ${url}`)
      expect((await messageAt(bea, seq))?.preview).toBeNull()
    })

    test('mentions count as in the wording that is shown', async () => {
      const { stage, blocks, messages, ana, bea, id, edit, mentionsOf } = await make()
      const seq = await say(stage, ana, id, 'Before')
      const other = await say(stage, ana, id, 'Other')
      await edit(other, `Hello @bea`, [bea])
      expect(await mentionsOf(bea)).toBe(1)
      await blocks.block(bea, ana)
      await edit(seq, 'Look @bea', [bea])
      expect(await mentionsOf(bea)).toBe(1)
      await edit(other, 'Hello nobody')
      expect(await mentionsOf(bea)).toBe(1)
      expect((await messages.overview(bea)).entries[0]?.state.mentions).toBe(1)
      await blocks.unblock(bea, ana)
      expect(await mentionsOf(bea)).toBe(1)
      await edit(seq, 'Look again @bea', [bea])
      await edit(other, 'Hello again')
      expect(await mentionsOf(bea)).toBe(1)
      const { states } = await messages.moveMarks(bea, [{ conversationId: id, read: seq }])
      expect(states.map(({ state }) => [state.unread, state.mentions])).toEqual([[1, 0]])
    })

    test('the list of links has those of the wording that is shown', async () => {
      const { stage, blocks, ana, bea, id, edit, links } = await make()
      const url = newLink()
      const [with_, without, both] = [
        await say(stage, ana, id, url),
        await say(stage, ana, id),
        await say(stage, ana, id, url),
      ]
      await blocks.block(bea, ana)
      await edit(with_, 'Nothing')
      await edit(without, `Look: ${url}`)
      await edit(both, `Still ${url}`)
      expect(await links(ana)).toEqual([both, without])
      expect(await links(bea)).toEqual([both, with_])
      await blocks.unblock(bea, ana)
      expect(await links(bea)).toEqual([both, with_])
      await edit(with_, 'Nothing at all')
      await edit(without, `Look here: ${url}`)
      expect(await links(bea)).toEqual([both, without])
    })

    test('what the other pinned meanwhile can be pinned by who doesn’t see that, and unpinned for both', async () => {
      const { stage, blocks, ana, bea, id, pin, page, messageAt } = await make()
      const seq = await say(stage, ana, id)
      await blocks.block(bea, ana)
      await pin(ana, seq)
      await blocks.unblock(bea, ana)
      expect((await messageAt(bea, seq))?.pinned).toBeNull()
      expect((await pin(bea, seq, false)).committed).toEqual([])
      const { committed } = await pin(bea, seq)
      expect(committed.flatMap(({ recipients }) => recipients).sort()).toEqual([ana, bea].sort())
      for (const one of [ana, bea]) {
        expect(await messageAt(one, seq)).toMatchObject({ pinned: { by: bea } })
        expect((await page(one)).pinned).toEqual([seq])
      }
      expect((await pin(bea, seq)).committed).toEqual([])
      await pin(ana, seq, false)
      for (const one of [ana, bea]) expect((await page(one)).pinned).toEqual([])
    })

    test('what the other unpinned meanwhile is unpinned by who still sees it pinned', async () => {
      const { stage, blocks, ana, bea, id, pin, page, messageAt } = await make()
      const seq = await say(stage, ana, id)
      await pin(bea, seq)
      await blocks.block(bea, ana)
      await pin(ana, seq, false)
      await blocks.unblock(bea, ana)
      expect([(await page(ana)).pinned, (await page(bea)).pinned]).toEqual([[], [seq]])
      expect((await pin(bea, seq)).committed).toEqual([])
      expect((await pin(bea, seq, false)).committed).not.toEqual([])
      for (const one of [ana, bea]) expect((await messageAt(one, seq))?.pinned).toBeNull()
      await pin(ana, seq)
      for (const one of [ana, bea]) expect((await page(one)).pinned).toEqual([seq])
    })

    test('pins that one doesn’t see take no room from what one can pin', async () => {
      const { stage, blocks, ana, bea, id, pin, page } = await make()
      const seqs: Seq[] = []
      for (let i = 0; i <= LIMITS.pinnedMax; i++) seqs.push(await say(stage, ana, id))
      await blocks.block(bea, ana)
      for (const seq of seqs.slice(0, -1)) await pin(ana, seq)
      await blocks.unblock(bea, ana)
      const newest = seqs.at(-1) ?? 0
      await expect(pin(ana, newest)).rejects.toMatchObject({ code: 'full' })
      await pin(bea, newest)
      expect((await page(bea)).pinned).toEqual([newest])
    })
  })
}
