import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Draft, HistoryPage, PrivateState } from '@/contracts/dto'
import { isNothing } from '../drafts-newest'
import type { ConversationState, OverviewLine } from '../kith'
import { Chance } from '../testing/chance'
import type { Device } from '../testing/device'
import { Town } from '../testing/town'
import { isListed } from './overview-order'

const STEPS = 70
const RUNS = Number(process.env.KITH_TEST_SEEDS ?? 1_000)

/** Which state is newer is nothing that is shown: a line isn't drawn anew for it. */
const seenOf = ({ version: _, ownVersion: __, unreadAt: ___, ...seen }: PrivateState) => seen

/** What a client that loads now would show of the overview. */
async function freshLines(town: Town, device: Device): Promise<unknown[]> {
  const { entries } = await town.server.overview(device.userId)
  return entries
    .filter((entry) => {
      const { id, pair } = entry.conversation
      const pending = device.client.pending
        .getState()
        .filter(({ places }) =>
          places.some((place) =>
            'userId' in place
              ? place.userId !== device.userId && pair?.includes(place.userId)
              : place.conversationId === id,
          ),
        )
      return isListed({ entry, pending } as unknown as OverviewLine)
    })
    .map((entry) => ({ ...entry, state: seenOf(entry.state), delivered: null }))
    .sort((a, b) => Number(a.conversation.id) - Number(b.conversation.id))
}

/** All lines, after a look at whether each is where it belongs. */
function allLines({ client }: Device): readonly OverviewLine[] {
  const { lines, requests, unreadConversations } = client.overview.getState()
  expect(lines.filter(({ state }) => state.request)).toEqual([])
  expect(requests.filter(({ state }) => !state.request)).toEqual([])
  expect(unreadConversations).toBeLessThanOrEqual(lines.length)
  return [...lines, ...requests]
}

const shownLines = (device: Device): unknown[] =>
  allLines(device)
    .map(({ entry, state, receipts }) => ({ ...entry, state: seenOf(state), receipts, delivered: null }))
    .sort((a, b) => Number(a.conversation.id) - Number(b.conversation.id))

/** The part of the whole history that a window says it covers. */
function covered(whole: HistoryPage, state: ConversationState): unknown {
  const first = state.events[0]?.seq ?? 0
  const last = state.atEnd ? Number.POSITIVE_INFINITY : (state.events.at(-1)?.seq ?? 0)
  return {
    events: whole.events.filter(({ seq }) => seq >= (state.atStart ? 0 : first) && seq <= last),
    lastSeq: whole.readAt,
  }
}

/** What the messages that were asked for are now. */
async function freshQuotes(town: Town, device: Device, id: string, { quotes }: ConversationState): Promise<unknown> {
  const seqs = [...quotes.keys()]
  const loaded = seqs.length > 0 ? await town.server.quotes(device.userId, id, seqs) : []
  return new Map(seqs.map((seq) => [seq, loaded.find((event) => event.seq === seq) ?? null]))
}

/** The server knows that what others said is here, but for what waits for a yes: of that nothing is told. */
async function expectDelivered(town: Town, device: Device): Promise<void> {
  const { entries } = await town.server.overview(device.userId)
  for (const { conversation, delivered, member, state } of entries) {
    if (state.request) {
      expect(delivered).toBe(member.joinedSeq)
      continue
    }
    const { events } = await town.server.history(device.userId, { conversationId: conversation.id, limit: 100_000 })
    const others = events.filter(({ kind, actorId }) => kind === 'message:posted' && actorId !== device.userId)
    expect(delivered).toBeGreaterThanOrEqual(others.at(-1)?.seq ?? 0)
  }
}

/** What has been begun here is what the server has. */
async function expectSameDrafts(town: Town, device: Device): Promise<void> {
  const { entries } = await town.server.overview(device.userId)
  const drafts = (all: readonly (readonly [string, Draft | null | undefined])[]): unknown =>
    new Map(all.filter(([, draft]) => draft && !isNothing(draft)))
  const ids = entries.map(({ conversation }) => conversation.id)
  const here = device.client.drafts.store.getState()
  expect(drafts([...here])).toEqual(drafts(entries.map(({ conversation, state }) => [conversation.id, state.draft])))
  expect(ids).toEqual(expect.arrayContaining([...here.keys()]))
}

async function listed(town: Town, device: Device) {
  const { contacts, invitations } = await town.server.contactsOf(device.userId)
  return { contacts, invitations }
}

async function expectFresh(town: Town, device: Device): Promise<void> {
  expect(shownLines(device)).toEqual(await freshLines(town, device))
  await expectDelivered(town, device)
  await expectSameDrafts(town, device)
  expect(device.client.pending.getState().filter(({ status }) => status !== 'failed')).toEqual([])
  for (const [id, handle] of device.open) {
    const state = handle.store.getState()
    if (state.status === 'not_found') {
      await expect(town.server.entry(device.userId, id)).rejects.toThrow()
      continue
    }
    expect({ id, status: state.status }).toEqual({ id, status: 'ready' })
    const whole = await town.server.history(device.userId, { conversationId: id, limit: 100_000 })
    expect({ events: state.events, lastSeq: state.lastSeq }).toEqual(covered(whole, state))
    const shown = new Set(state.events.map(({ seq }) => seq))
    const starred = whole.own.filter((mark) => mark.starred && shown.has(mark.seq)).map(({ seq }) => seq)
    expect([...state.starred].filter((seq) => shown.has(seq)).sort((a, b) => a - b)).toEqual(starred)
    expect({ id, pinned: state.pinned }).toEqual({ id, pinned: whole.pinned })
    expect(await freshQuotes(town, device, id, state)).toEqual(state.quotes)
    const byId = (a: { userId: string }, b: { userId: string }): number => Number(a.userId) - Number(b.userId)
    if (state.members)
      expect([...state.members].sort(byId)).toEqual([...(await town.server.members(device.userId, id))].sort(byId))
  }
  const { contacts, invitations } = device.client.contacts.getState()
  expect({ contacts, invitations }).toEqual(await listed(town, device))
}

it('shows what a fresh load would show, whatever happened on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
      const town = new Town(new Chance(seed))
      await town.found()
      for (let step = 0; step < STEPS; step += 1) await town.step()
      await town.quieten()
      for (const device of town.devices) await expectFresh(town, device)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 240_000)
