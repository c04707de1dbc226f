import { describe, expect, test } from 'vitest'
import type { ConversationId, Seq, UploadId, UserId } from '@/contracts/ids'
import type { SearchMessagesInput } from '@/contracts/search'
import { type ConversationStage, MAX_MEMBERS, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import type { BroughtUpload } from '@/server/testing/sending-stage'
import type { Search } from './log-ports'

interface SearchStage extends ConversationStage {
  readonly search: Search
  bring(userId: UserId, upload: BroughtUpload): Promise<UploadId>
}

type Ask = Partial<SearchMessagesInput>

export function describeSearch(name: string, open: () => Promise<SearchStage>): void {
  const make = async (count = 3) => {
    const stage = await open()
    const group = await makeGroup(stage, count)
    const ask = (userId: UserId, query: string, input: Ask = {}) =>
      stage.search.messages(userId, { query, limit: 20, ...input })
    /** What was found, by its words. */
    const texts = async (userId: UserId, query: string, input: Ask = {}) =>
      (await ask(userId, query, input)).hits.map(({ text }) => text)
    const tell = async (texts: readonly string[], by = group.owner) => {
      const seqs: Seq[] = []
      for (const text of texts) seqs.push(await say(stage, by, group.id, text))
      return seqs
    }
    const give = async (names: readonly string[], text = '', kind: 'file' | 'image' = 'file') => {
      const attachments = []
      for (const name of names) attachments.push({ kind, name, uploadId: await stage.bring(group.owner, { kind }) })
      const [sent] = await stage.messages.send([{ ...newMessage(group.owner, group.id, text), attachments }])
      if (!sent?.ok) throw sent?.error ?? new Error('A send had no result.')
      return sent.sent.places[0]?.seq ?? 0
    }
    return { ...group, stage, ask, texts, tell, give }
  }
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error) => error.code,
    )

  const edited = (text: string) => ({ kind: 'message:edited' as const, text, mentions: [] })

  describe(`Search of ${name}`, () => {
    test('says of what disappears when it is gone, by whatever way it was found', async () => {
      const { stage, owner, id, ask, tell } = await make()
      await tell(['Plums stay'])
      await stage.conversations.change(owner, id, { disappearAfterMs: 3_600_000 })
      await tell(['Plums go'])
      for (const input of [{}, { conversationId: id }]) {
        const [goes, stays] = (await ask(owner, 'plums', input)).hits
        expect([goes?.text, stays?.text, stays?.expiresAt]).toEqual(['Plums go', 'Plums stay', undefined])
        expect(Date.parse(goes?.expiresAt ?? '')).toBe(Date.parse(goes?.sentAt ?? '') + 3_600_000)
      }
    })

    test('finds words, parts of words and phrases in any case and with any accents, newest first', async () => {
      const { texts, tell, owner } = await make()
      await tell(['The café opens at nine', 'A CAFE, opening late', 'Dampfschifffahrt', 'the opening of a café'])
      expect(await texts(owner, 'cafe open')).toEqual([
        'the opening of a café',
        'A CAFE, opening late',
        'The café opens at nine',
      ])
      expect(await texts(owner, '“cafe open”')).toEqual(['A CAFE, opening late', 'The café opens at nine'])
      expect(await texts(owner, 'schiff')).toEqual(['Dampfschifffahrt'])
      expect(await texts(owner, 'CAFÉ nine')).toEqual(['The café opens at nine'])
      expect(await texts(owner, 'nothing of the kind')).toEqual([])
    })

    test.each([
      ['Привет, мир! Ёлка', 'елка'],
      ['ὈΔΥΣΣΕΎΣ ταξιδεύει', 'οδυσσευς'],
      ['Große Straße', 'STRASSE'],
      ['東京タワーで会いましょう', 'タワー'],
      ['東京タワーで会いましょう', '京'],
      ['我们明天见', '明天'],
      ['내일 만나요', '만나'],
      ['السَّلَامُ عَلَيْكُمْ', 'السلام'],
      ['שָׁלוֹם לכולם', 'שלום'],
      ['नमस्ते दोस्त', 'दोस्त'],
      ['สวัสดีครับ', 'ครับ'],
      ['Party 🎉 tonight', '🎉'],
      ['50% off_now', '50% off'],
      ['see https://kith.example/a-page', 'kith.example'],
    ])('finds in “%s” what is typed as “%s”', async (text, query) => {
      const { texts, tell, owner } = await make()
      await tell([text, 'something else'])
      expect(await texts(owner, query)).toEqual([text])
    })

    test('two letters are the beginning of a word, one is too few', async () => {
      const { texts, tell, owner } = await make()
      await tell(['Go home', 'A dragon', '(good)'])
      expect(await texts(owner, 'go')).toEqual(['(good)', 'Go home'])
      expect(await texts(owner, 'g')).toEqual([])
      expect(await texts(owner, '“a dr”')).toEqual(['A dragon'])
    })

    test('shows the part of a long text in which it was found, and where', async () => {
      const { ask, tell, owner } = await make()
      await tell([`${'word '.repeat(5_000)}the **needle** is here ${'again '.repeat(5_000)}`])
      const [hit] = (await ask(owner, 'NEEDLE is')).hits
      expect(hit?.text.length).toBeLessThan(250)
      expect(hit?.found.map(([from, to]) => hit.text.slice(from, to))).toEqual(['needle', 'is'])
    })

    test('only members find anything, and of a stay only what was said in it', async () => {
      const { stage, id, owner, second, third, texts, tell } = await make()
      const stranger = await stage.newUser()
      await tell(['secret of before'])
      await stage.conversations.removeMember(owner, id, second)
      await tell(['secret of meanwhile'])
      await stage.conversations.addMembers(owner, id, [second], MAX_MEMBERS)
      await tell(['secret of after'])
      expect(await texts(second, 'secret')).toEqual(['secret of after', 'secret of before'])
      expect(await texts(third, 'secret')).toHaveLength(3)
      expect(await texts(stranger, 'secret')).toEqual([])
      expect(await refusal(stage.search.messages(stranger, { query: 'secret', conversationId: id, limit: 5 }))).toBe(
        'not_found',
      )
      expect(await refusal(stage.search.firstAt(stranger, id, '2020-01-01T00:00:00.000Z'))).toBe('not_found')
      expect(await refusal(stage.search.gallery(stranger, { conversationId: id, kind: 'link', limit: 5 }))).toBe(
        'not_found',
      )
    })

    test('finds the present wording, and nothing of what was deleted', async () => {
      const { stage, id, owner, second, texts, tell } = await make()
      const [first = 0, other = 0] = await tell(['the old wording', 'a wording to delete'])
      await stage.messages.change(owner, id, first, edited('the new words'))
      await stage.messages.change(owner, id, other, { kind: 'message:deleted' })
      expect(await texts(second, 'wording')).toEqual([])
      expect(await texts(second, 'new words')).toEqual(['the new words'])
    })

    test('finds files by their names, along with the words of their message, and shows where it found them', async () => {
      const { give, tell, ask, second, id } = await make()
      await tell(['the yearly report is coming'])
      const seq = await give(['Yearly_Report (final).pdf', 'Übersicht.xlsx'], 'for **Monday**')
      const { hits } = await ask(second, 'report final')
      expect(hits).toMatchObject([{ seq, text: 'Yearly_Report (final).pdf Übersicht.xlsx', content: ['file'] }])
      expect(hits[0]?.found.map(([from, to]) => hits[0]?.text.slice(from, to))).toEqual(['Report', 'final'])
      for (const query of ['ubersicht', 'xlsx monday', '“report final pdf”']) {
        for (const input of [{}, { conversationId: id }, { kind: 'file' as const }]) {
          expect((await ask(second, query, input)).hits.map((hit) => hit.seq)).toEqual([seq])
        }
      }
      expect((await ask(second, 'monday')).hits).toMatchObject([{ text: 'for Monday' }])
      expect((await ask(second, 'report')).hits).toHaveLength(2)
    })

    test('names what has no words by its files, and doesn’t find a picture by a name that nobody sees', async () => {
      const { give, ask, second } = await make()
      await give(['IMG_2041.jpg'], '', 'image')
      const seq = await give(['notes.txt'])
      expect((await ask(second, '', { kind: 'file' })).hits).toMatchObject([{ seq, text: 'notes.txt', found: [] }])
      expect((await ask(second, '2041')).hits).toEqual([])
    })

    test('finds a file in what is forwarded and edited, and nothing of it once it is deleted', async () => {
      const { stage, give, ask, id, owner, second, third } = await make()
      const seq = await give(['map of the coast.gpx'], 'our way')
      const { conversationId } = await stage.conversations.openDirect(second, third)
      await stage.messages.send([{ ...newMessage(second, conversationId, ''), forward: { conversationId: id, seq } }])
      await stage.messages.change(owner, id, seq, edited('the way we go'))
      const places = async (query: string) => (await ask(third, query)).hits.map((hit) => [hit.conversationId, hit.seq])
      expect(await places('coast gpx')).toEqual([
        [conversationId, 2],
        [id, seq],
      ])
      expect(await places('go coast')).toEqual([[id, seq]])
      await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
      expect(await places('coast')).toEqual([[conversationId, 2]])
    })

    test('who has left doesn’t find what was said anew after that', async () => {
      const { stage, id, owner, second, texts, tell } = await make()
      const [seq = 0] = await tell(['harmless words', 'more words'])
      await stage.conversations.removeMember(owner, id, second)
      await stage.messages.change(owner, id, seq, edited('secret words'))
      expect(await texts(second, 'secret')).toEqual([])
      expect(await texts(second, 'words')).toEqual(['more words'])
      expect(await texts(owner, 'secret')).toEqual(['secret words'])
    })

    test('filters by conversation, sender and time', async () => {
      const { stage, id, owner, second, ask, texts, tell } = await make()
      const elsewhere = await stage.conversations.openDirect(owner, second)
      await say(stage, owner, elsewhere.conversationId, 'hello there')
      await tell(['hello from the owner'])
      await tell(['hello from the second'], second)
      expect(await texts(second, 'hello')).toHaveLength(3)
      expect(await texts(second, 'hello', { conversationId: id })).toHaveLength(2)
      expect(await texts(second, 'hello', { senderId: second })).toEqual(['hello from the second'])
      expect(await texts(second, '', { conversationId: id, senderId: owner })).toEqual(['hello from the owner'])
      const { hits } = await ask(owner, 'hello')
      const newest = hits[0]?.sentAt ?? ''
      expect(await texts(owner, 'hello', { after: newest })).toContain('hello from the second')
      expect(await texts(owner, 'hello', { before: newest })).not.toContain('hello from the second')
      expect(await texts(owner, 'hello', { before: '2000-01-01T00:00:00.000Z' })).toEqual([])
    })

    test.each([true, false])('pages hold each hit once; within one conversation: %s', async (alone) => {
      const { id, owner, second, ask, tell } = await make()
      await tell(Array.from({ length: 7 }, (_, index) => `page ${index}`))
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await ask(second, 'page', {
          limit: 3,
          ...(cursor && { cursor }),
          ...(alone && { conversationId: id }),
        })
        found.push(...page.hits.map(({ text }) => text))
        cursor = page.cursor ?? undefined
      } while (cursor)
      expect(found).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `page ${index}`))
      expect((await ask(owner, 'page', { limit: 7 })).cursor).toBeNull()
    })

    test('goes to the first line of a time, or to the last one', async () => {
      const { stage, id, owner, second, tell } = await make()
      const seqs = await tell(['one', 'two', 'three'])
      const firstAt = (userId: UserId, at: string, conversation: ConversationId = id) =>
        stage.search.firstAt(userId, conversation, at)
      expect(await firstAt(owner, '2000-01-01T00:00:00.000Z')).toBe(1)
      expect(await firstAt(owner, '2999-01-01T00:00:00.000Z')).toBe(seqs.at(-1))
      const { events } = await stage.messages.page(owner, { conversationId: id, limit: 10 })
      const last = events.at(-1)?.at ?? ''
      expect(await firstAt(second, last)).toBe(events.find(({ at }) => at >= last)?.seq)
    })
  })
}
