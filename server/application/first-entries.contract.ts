import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Overview, OverviewEntry } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import { firstOf, isListed } from '@/server/domain/overview-order'
import { MAX_MEMBERS, say } from '@/server/testing/conversation-stage'
import type { RequestStage } from './requests.contract'

const RUNS = 40

interface Chat {
  readonly kind: 'group' | 'direct' | 'request'
  readonly said: number
  readonly pinned: boolean
  readonly archived: boolean
  /** What happened after that. */
  readonly after: readonly Happening[]
}

type Happening = 'said' | 'reaction' | 'hidden' | 'cleared' | 'left' | 'blocked' | 'renamed'

const chats: fc.Arbitrary<readonly Chat[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('group', 'direct', 'request'),
    said: fc.nat(2),
    pinned: fc.nat(3).map((n) => n === 0),
    archived: fc.nat(3).map((n) => n === 0),
    after: fc.array(fc.constantFrom('said', 'reaction', 'hidden', 'cleared', 'left', 'blocked', 'renamed'), {
      maxLength: 3,
    }),
  }),
  { minLength: 1, maxLength: 8 },
)

/** The entries that the overview shows first, asked for alone. */
export function describeFirstEntries(name: string, open: () => Promise<RequestStage>): void {
  const make = async () => {
    const stage = await open()
    const me = await stage.newUser()
    const group = async (other: UserId) => {
      const founded = { name: 'Hiking', userIds: [me], pictureId: null, maxMembers: MAX_MEMBERS }
      return (await stage.conversations.createGroup(other, founded)).conversationId
    }
    const direct = async (other: UserId, waits = false) => {
      await stage.askFirst(me, 'chats', waits)
      return (await stage.conversations.openDirect(other, me)).conversationId
    }
    return { ...stage, stage, me, group, direct }
  }

  /** Chats with others, of whom each is in one. What isn't allowed there is left out. */
  const play = async (all: readonly Chat[]) => {
    const { stage, me, group, direct, messages, conversations, blocks } = await make()
    for (const { kind, said, pinned, archived, after } of all) {
      const other = await stage.newUser()
      const id = kind === 'group' ? await group(other) : await direct(other, kind === 'request')
      const does: Record<Happening, () => Promise<unknown>> = {
        said: () => say(stage, other, id),
        reaction: () => messages.change(other, id, 2, { kind: 'message:reacted', emoji: '👍' }),
        hidden: async () => {
          const seq = (await messages.entry(me, id)).lastEvent?.seq ?? 0
          await messages.setOwn(me, { conversationId: id, seqs: [seq], hidden: true })
        },
        cleared: () => conversations.clear(me, id),
        left: () => conversations.removeMember(me, id, me),
        blocked: () => blocks.block(me, other),
        renamed: () => conversations.change(other, id, { name: 'Peaks' }),
      }
      for (let n = 0; n < said; n += 1) await later().then(does.said)
      await conversations.setPrivateState(me, { conversationId: id, pinned, archived })
      for (const happening of after) await later().then(does[happening]).catch(ignoreRefused)
    }
    return { messages, me }
  }

  describe(`MessageLog of ${name}: the overview’s first entries`, () => {
    test('are those that are pinned, and then where something was said last', async () => {
      const { stage, messages, conversations, me, group, direct } = await make()
      const [ana, bea, carl] = [await stage.newUser(), await stage.newUser(), await stage.newUser()]
      const [pinned, newer, older] = [await group(ana), await direct(carl), await group(bea)]
      for (const [id, by] of [
        [pinned, ana],
        [newer, carl],
        [older, bea],
        [newer, carl],
      ] as const)
        await later().then(() => say(stage, by, id))
      await conversations.setPrivateState(me, { conversationId: pinned, pinned: true })
      const { entries, people, rest } = await messages.overview(me, 2)
      expect(idsOf(entries)).toEqual([pinned, newer].sort())
      expect(people.map(({ id }) => id).sort()).toEqual([ana, carl].sort())
      expect(rest).toEqual({ archived: false, requests: false })
      expect(entries).toContainEqual(await messages.entry(me, newer))
    })

    test('are none that are archived, requests, or chats in which nothing was said: that there are such is told', async () => {
      const { stage, messages, conversations, me, group, direct } = await make()
      const [ana, bea, carl, dora] = [
        await stage.newUser(),
        await stage.newUser(),
        await stage.newUser(),
        await stage.newUser(),
      ]
      const [shown, archived, request] = [await group(ana), await group(bea), await direct(carl, true)]
      await direct(dora)
      await conversations.setPrivateState(me, { conversationId: archived, archived: true, pinned: true })
      const seen = async () => {
        const { entries, rest } = await messages.overview(me, 3)
        return { ids: idsOf(entries), rest }
      }
      expect(await seen()).toEqual({ ids: [shown], rest: { archived: true, requests: false } })
      await say(stage, carl, request)
      expect(await seen()).toEqual({ ids: [shown], rest: { archived: true, requests: true } })
    })

    test('are all, archived or not, where there are no more than were asked for', async () => {
      const { stage, messages, conversations, me, group } = await make()
      expect(await messages.overview(me, 1)).toEqual({ entries: [], people: [], privateVersion: 1 })
      const id = await group(await stage.newUser())
      await conversations.setPrivateState(me, { conversationId: id, archived: true })
      expect(await messages.overview(me, 1)).toEqual(await messages.overview(me))
    })

    test('are the head of all of them, whatever there is', async () => {
      const happened = async (all: readonly Chat[]): Promise<void> => {
        const { messages, me } = await play(all)
        const whole = await messages.overview(me)
        for (let count = 1; count <= whole.entries.length + 1; count += 1)
          expect(inOrder(await messages.overview(me, count))).toEqual(inOrder(headOf(whole, count)))
      }
      await fc.assert(fc.asyncProperty(chats, happened), { numRuns: RUNS })
    }, 60_000)
  })
}

/** Of the whole, what is told of the first `count` alone. People are those of everything, where some are left out. */
function headOf(whole: Overview, count: number): Overview {
  if (whole.entries.length <= count) return whole
  const listed = whole.entries.filter(isListed)
  const rest = {
    archived: listed.some(({ state }) => state.archived && !state.request),
    requests: listed.some(({ state }) => state.request),
  }
  return { ...whole, entries: firstOf(whole.entries, count), rest }
}

const idsOf = (entries: readonly OverviewEntry[]): ConversationId[] =>
  entries.map(({ conversation }) => conversation.id).sort()

/** People stand in no order, and of fewer entries there are fewer. */
function inOrder({ entries, people: _, ...told }: Overview): unknown {
  return { ...told, entries: [...entries].sort((a, b) => Number(a.conversation.id) - Number(b.conversation.id)) }
}

/** Times are in milliseconds, rounded: what happens within one is in no order. */
async function later(): Promise<void> {
  const from = Date.now()
  while (Date.now() < from + 2) await new Promise((resolve) => setImmediate(resolve))
}

function ignoreRefused(error: { code?: string }): void {
  if (error.code === undefined) throw error
}
