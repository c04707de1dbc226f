import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { HandleDependencies } from './conversation'
import type { PendingMessage } from './kith'
import { Conversations } from './live/conversations'
import type { LiveConversation } from './live/live-conversation'
import { OverviewView } from './overview-view'
import { Screens } from './screens'
import { Chance } from './testing/chance'
import { Device } from './testing/device'
import { conversation, entry, ME, newestPage, posted, textTo } from './testing/make'
import { Timers } from './testing/timers'
import { settle, Town } from './testing/town'
import { Typing } from './typing'

const GATHER_MS = 40
const OVERVIEW_GATHER_MS = 120
const REST_MAX_MS = 250
const OVERVIEW_REST_MAX_MS = 500
const CHATS: readonly ConversationId[] = ['1', '2', '3']

interface Drawing {
  readonly at: number
  readonly lastSeqs: readonly Seq[]
}

/** Screens that show three chats with one message each, and what they drew since: `drawn` of the overview, `windows` of open chats. */
async function opened(open: readonly ConversationId[] = CHATS) {
  const timers = new Timers()
  const here = { visible: true, aheadMs: 0, drawMs: 0, paintMs: 0 }
  const environment = {
    ...timers.environment(new Chance(1)),
    now: () => timers.now + here.aheadMs,
    visible: () => here.visible,
    drawn: (told: (tookMs: number) => void) => {
      if (here.paintMs === 0) return
      timers.advance(here.paintMs)
      told(here.paintMs)
    },
  }
  const conversations = new Conversations(ME)
  for (const id of CHATS) {
    conversations.receive(entry(1, { conversation: conversation({ id }), lastEvent: posted(1, '2', id) }), true)
  }
  const typing = new Typing(environment, () => {})
  const clock = { instant: new Date(0).toISOString() }
  const pending: ConversationId[] = []
  const nothingPending: readonly PendingMessage[] = []
  const outbox: HandleDependencies['outbox'] = {
    of: () => nothingPending,
    changesIn: () => [],
    add: (one) => said(one),
  }
  const said = ({ places }: Parameters<typeof outbox.add>[0]) => {
    for (const place of places) if ('conversationId' in place) pending.push(place.conversationId)
    return 'mine'
  }
  const overview = new OverviewView({ conversations, outbox, typing, clock })
  overview.ready()
  const saved: ConversationId[] = []
  const saver = { conversation: (id: ConversationId) => saved.push(id) }
  const screens = new Screens({ conversations, saver, overview, environment, gatherMs: GATHER_MS })
  const never = () => Promise.reject(new Error('Nobody asks this here.'))
  const nothing = () => {}
  const handleOf = (id: ConversationId) =>
    screens.conversation(id, () => ({
      ...{ me: ME, environment, conversations, restored: Promise.resolve(), typing, clock, outbox },
      api: {
        history: async () => newestPage([posted(1, '2', id)], 1),
        ...{ info: never, members: never, quotes: never, versions: never, setOwn: never },
      },
      requests: { edit: never, delete: never, react: never, pin: never, place: never },
      sync: { loadUnknown: never, catchUp: never, ownChanged: nothing },
      marks: { move: nothing },
      storedWindow: async () => null,
      ...{ tellTyping: nothing, clearMarkedUnread: nothing, changed: screens.changed, flush: screens.flush },
    }))
  screens.show(...CHATS)
  for (const id of open) handleOf(id).open()
  await settle()
  timers.advance(OVERVIEW_REST_MAX_MS)
  await settle()
  timers.advance(OVERVIEW_REST_MAX_MS)
  const drawn: Drawing[] = []
  const lastSeqOf = (id: ConversationId) => conversations.get(id)?.lastSeq ?? 0
  overview.store.subscribe(({ lines }) => {
    const shown = new Map(lines.map((line) => [line.entry.conversation.id, line.entry.lastSeq]))
    drawn.push({ at: timers.now, lastSeqs: CHATS.map((id) => shown.get(id) ?? 0) })
    // React draws in a microtask of what it is told, and takes its time.
    queueMicrotask(() => here.drawMs > 0 && timers.advance(here.drawMs))
  })
  const windowsDrawn: { readonly id: ConversationId; readonly at: number; readonly lastSeq: Seq }[] = []
  const windows = CHATS.map((id) => {
    const shown: (readonly Seq[])[] = []
    handleOf(id).store.subscribe(({ events, lastSeq }) => {
      shown.push(events.map(({ seq }) => seq))
      windowsDrawn.push({ id, at: timers.now, lastSeq })
    })
    return shown
  })
  return {
    ...{ timers, here, screens, overview, drawn, windows, windowsDrawn, saved, pending, handleOf },
    arrives(id: ConversationId) {
      conversations.append(posted(lastSeqOf(id) + 1, '2', id))
      screens.changed(id)
    },
    /** The server has what I read so far. */
    answers(id: ConversationId) {
      const live = conversations.get(id)
      if (live) conversations.changeState({ ...answerTo(live), conversationId: id })
      screens.changed(id)
    },
    /** Lets time pass millisecond by millisecond, each with all its turns. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left--) {
        timers.advance(1)
        await settle()
      }
    },
  }
}

const answerTo = ({ lastSeq, toldState }: LiveConversation) => ({
  delivered: lastSeq,
  state: { ...toldState, version: toldState.version + 1, unreadAt: lastSeq },
})

it('shows that the overview is here when there is nobody in it yet', async () => {
  const environment = new Timers().environment(new Chance(1))
  const conversations = new Conversations(ME)
  const outbox = { of: () => [], changesIn: () => [] }
  const clock = { instant: new Date(0).toISOString() }
  const overview = new OverviewView({ conversations, outbox, typing: new Typing(environment, () => {}), clock })
  const screens = new Screens({
    ...{ conversations, overview, environment, gatherMs: GATHER_MS },
    saver: { conversation: () => {} },
  })
  expect(overview.store.getState().status).toBe('loading')
  overview.ready()
  screens.show()
  await settle()
  expect(overview.store.getState()).toMatchObject({ status: 'ready', lines: [] })
})

it('shows what comes by itself in its turn, without a clock', async () => {
  const { arrives, drawn, windows, timers } = await opened()
  arrives('2')
  await settle()
  expect(drawn).toEqual([{ at: timers.now, lastSeqs: [1, 2, 1] }])
  expect(windows).toEqual([[], [[1, 2]], []])
})

it('shows together what comes within 40 ms of what was shown, all of it and in its order, in the overview within 120', async () => {
  const { arrives, drawn, windows, windowsDrawn, pass, timers } = await opened()
  const from = timers.now
  arrives('1')
  await settle()
  for (const id of ['1', '2', '1', '3'] as const) {
    await pass(9)
    arrives(id)
  }
  await pass(3)
  expect(windowsDrawn).toHaveLength(1)
  await pass(1)
  expect(windowsDrawn.slice(1).map(({ at }) => at)).toEqual(Array(3).fill(from + GATHER_MS))
  expect(windows[0]).toEqual([
    [1, 2],
    [1, 2, 3, 4],
  ])
  await pass(OVERVIEW_GATHER_MS)
  expect(drawn).toEqual([
    { at: from, lastSeqs: [2, 1, 1] },
    { at: from + OVERVIEW_GATHER_MS, lastSeqs: [4, 2, 2] },
  ])
})

it('draws the overview with a chat that is drawn just before it is due', async () => {
  const { arrives, drawn, pass, timers } = await opened()
  const from = timers.now
  arrives('1')
  await settle()
  await pass(OVERVIEW_GATHER_MS - GATHER_MS)
  arrives('1')
  await settle()
  expect(drawn.map(({ at }) => at)).toEqual([from, from + OVERVIEW_GATHER_MS - GATHER_MS])
})

it('shows what comes in a chat that is not open in the overview alone', async () => {
  const { arrives, drawn, windowsDrawn, pass, timers } = await opened(['1'])
  const from = timers.now
  arrives('2')
  await settle()
  await pass(1)
  arrives('3')
  await pass(OVERVIEW_GATHER_MS)
  expect(drawn.map(({ at }) => at)).toEqual([from, from + OVERVIEW_GATHER_MS])
  expect(windowsDrawn.map(({ at }) => at)).toEqual([from, from + OVERVIEW_GATHER_MS])
})

it('neither draws a line anew nor rests when nothing changed that is seen of it', async () => {
  const { arrives, screens, overview, drawn } = await opened([])
  const before = overview.store.getState().lines
  screens.changed('1')
  await settle()
  expect(overview.store.getState().lines).toBe(before)
  arrives('1')
  await settle()
  expect(drawn).toHaveLength(1)
  const others = overview.store.getState().lines.filter(({ entry }) => entry.conversation.id !== '1')
  expect(others).toHaveLength(2)
  for (const line of others) expect(before).toContain(line)
})

it('draws an open chat neither anew, nor later for it, when the server answers what was read with a newer version', async () => {
  const { arrives, answers, windowsDrawn, pass, timers, drawn } = await opened()
  answers('1')
  await settle()
  expect([windowsDrawn, drawn]).toEqual([[], []])
  await pass(1)
  arrives('1')
  await settle()
  expect(windowsDrawn.map(({ at }) => at)).toEqual([timers.now])
})

it('shows what I do at once, with what waited, and gathers anew from then on', async () => {
  const { arrives, drawn, pass, timers, handleOf, pending } = await opened()
  const from = timers.now
  arrives('1')
  await settle()
  await pass(10)
  arrives('2')
  handleOf('3').send('mine')
  expect([pending, drawn.at(-1)]).toEqual([['3'], { at: from + 10, lastSeqs: [2, 2, 1] }])
  await settle()
  arrives('1')
  await pass(OVERVIEW_GATHER_MS - 1)
  expect(drawn).toHaveLength(2)
  await pass(1)
  expect(drawn.slice(2)).toEqual([{ at: from + 10 + OVERVIEW_GATHER_MS, lastSeqs: [3, 2, 1] }])
  await pass(OVERVIEW_REST_MAX_MS)
  expect(drawn).toHaveLength(3)
})

it('shows once what changed in a turn in which I do something', async () => {
  const { arrives, screens, windows } = await opened()
  arrives('1')
  screens.flush()
  await settle()
  expect(windows[0]).toEqual([[1, 2]])
})

const paces = [
  { drawMs: 10, paintMs: 0, restMs: GATHER_MS, overviewRestMs: OVERVIEW_GATHER_MS },
  { drawMs: 30, paintMs: 0, restMs: 90, overviewRestMs: 180 },
  { drawMs: 10, paintMs: 20, restMs: 90, overviewRestMs: 180 },
  { drawMs: 1_000, paintMs: 0, restMs: REST_MAX_MS, overviewRestMs: OVERVIEW_REST_MAX_MS },
]

it.for(paces)(
  'rests three times as long as drawing took, in the overview six times, up to a limit: $drawMs and $paintMs ms',
  async (pace) => {
    const { arrives, drawn, windowsDrawn, pass, here, timers } = await opened()
    Object.assign(here, { drawMs: pace.drawMs, paintMs: pace.paintMs })
    arrives('1')
    await settle()
    Object.assign(here, { drawMs: 0, paintMs: 0 })
    const from = timers.now
    arrives('1')
    await pass(OVERVIEW_REST_MAX_MS)
    expect(windowsDrawn.slice(1).map(({ at }) => at)).toEqual([from + pace.restMs])
    expect(drawn.slice(1).map(({ at }) => at)).toEqual([from + pace.overviewRestMs])
  },
)

it('waits for no timer in the background, nor for a clock that was set back', async () => {
  const { arrives, drawn, here } = await opened()
  arrives('1')
  await settle()
  here.visible = false
  arrives('1')
  await settle()
  expect(drawn).toHaveLength(2)
  here.visible = true
  here.aheadMs = -86_400_000
  arrives('1')
  await settle()
  expect(drawn.at(-1)?.lastSeqs).toEqual([4, 1, 1])
})

it('stores what changed without waiting until it is shown', async () => {
  const { arrives, saved, drawn } = await opened()
  arrives('1')
  await settle()
  arrives('2')
  expect([saved.slice(-2), drawn.length]).toEqual([['1', '2'], 1])
})

/** Whatever is chosen by it is the last that there is. */
class Last extends Chance {
  override below(bound: number): number {
    return bound - 1
  }
}

it('shows a message to several chats before the client has answered, while what others say is gathered', async () => {
  const town = new Town(new Chance(1))
  await town.found()
  const [ana = '', bea = ''] = town.users
  const device = new Device('gathering', bea, { ...town, chance: new Last(1) })
  town.devices.push(device)
  await town.quieten()
  const [id = '', other = ''] = town.conversations
  const handle = device.client.conversation(id)
  handle.open()
  await town.quieten()
  const shown = () => handle.store.getState()
  const { lastSeq } = shown()
  const says = async () => {
    await town.server.api(ana, 500).send(textTo(id, 'something'))
    town.network.deliverAll()
    await settle()
  }
  await says()
  await says()
  expect(shown()).toMatchObject({ lastSeq: lastSeq + 1, pending: [] })
  device.client.sendTo([{ conversationId: id }, { conversationId: other }], 'to several')
  expect(shown()).toMatchObject({ lastSeq: lastSeq + 2, pending: [{ text: 'to several' }] })
})

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ arrives: fc.constantFrom(...CHATS) }) },
    { weight: 4, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 2, arbitrary: fc.constant('a turn' as const) },
    { weight: 1, arbitrary: fc.constant('I do something' as const) },
  ),
  { maxLength: 40 },
)

it('shows everything once, in order, at most 40 ms late and by itself at most every 40 ms, in the overview 120 and 80', async () => {
  const open: readonly ConversationId[] = ['1', '2']
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const { arrives, pass, screens, drawn, windows, windowsDrawn, timers } = await opened(open)
      const said = new Map<ConversationId, number>()
      const arrivals: (Drawing & { readonly id: ConversationId })[] = []
      const doings: number[] = []
      for (const step of list) {
        if (step === 'a turn') await settle()
        else if (step === 'I do something') {
          screens.flush()
          doings.push(timers.now)
        } else if ('pass' in step) {
          await settle()
          await pass(step.pass)
        } else {
          said.set(step.arrives, (said.get(step.arrives) ?? 0) + 1)
          arrives(step.arrives)
          const lastSeqs = CHATS.map((id) => 1 + (said.get(id) ?? 0))
          arrivals.push({ id: step.arrives, at: timers.now, lastSeqs })
        }
      }
      await settle()
      await pass(OVERVIEW_GATHER_MS)
      for (const { id, at, lastSeqs } of arrivals) {
        const inOverview = drawn.find((one) => one.lastSeqs.every((seq, index) => seq >= (lastSeqs[index] ?? 0)))
        expect(inOverview?.at ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(at + OVERVIEW_GATHER_MS)
        if (!open.includes(id)) continue
        const seq = lastSeqs[CHATS.indexOf(id)] ?? 0
        const shown = windowsDrawn.find((one) => one.id === id && one.lastSeq >= seq)
        expect(shown?.at ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(at + GATHER_MS)
      }
      for (const [index, id] of CHATS.entries()) {
        if (!open.includes(id)) continue
        const lengths = windows[index]?.map((seqs) => seqs.length) ?? []
        expect(lengths).toEqual([...new Set(lengths)].sort((one, other) => one - other))
        const all = Array.from({ length: 1 + (said.get(id) ?? 0) }, (_, at) => at + 1)
        expect(windows[index]?.at(-1) ?? [1]).toEqual(all)
      }
      const apart = (times: readonly number[], ms: number) => {
        for (const at of times.filter((one) => !doings.includes(one))) {
          expect(new Set(times.filter((one) => one <= at && one > at - ms)).size).toBe(1)
        }
      }
      apart(
        windowsDrawn.map(({ at }) => at),
        GATHER_MS,
      )
      apart(
        drawn.map(({ at }) => at),
        OVERVIEW_GATHER_MS - GATHER_MS,
      )
    }),
  )
})
