import { expect, it } from 'vitest'
import type { LogEntry, LogEvent, OverviewEntry } from '@/contracts/dto'
import { KithError } from '@/server/domain/errors'
import { Conversations } from './live/conversations'
import { Sync } from './sync'
import { Chance } from './testing/chance'
import { entry, ME, newestPage, posted } from './testing/make'
import { Timers } from './testing/timers'
import { settle } from './testing/town'

/** A conversation that is at 5 here, with a window when `opened`, and a server that the test fills. */
function stage(opened: boolean, everyEvent = false) {
  const conversations = new Conversations(ME)
  conversations.receive(entry(5), true)
  if (opened) {
    const live = conversations.get('1')
    live?.pageAsked()
    live?.mergeWindow(newestPage([posted(5)], 5))
  }
  const following = { every: everyEvent }
  const asked: string[] = []
  const told: LogEvent[] = []
  const passedOver: string[] = []
  const lost: string[] = []
  const server = {
    entries: new Map<string, () => OverviewEntry>(),
    overview: [] as OverviewEntry[],
    since: [] as LogEntry[],
    last: 0,
  }
  const timers = new Timers()
  const sync = new Sync({
    api: {
      overview: async () => ({ entries: server.overview, people: [], privateVersion: 1 }),
      entry: async (id) => {
        asked.push(`entry ${id}`)
        const answer = server.entries.get(id)
        if (!answer) throw new KithError('not_found', 'Nothing here.')
        return answer()
      },
      ownSince: async (conversationId, after) => ({ conversationId, after, version: after, marks: [] }),
      since: async (id, after) => {
        asked.push(`since ${id} ${after}`)
        return { entries: server.since, last: server.last }
      },
    },
    conversations,
    environment: timers.environment(new Chance(1)),
    reachable: () => true,
    everyEvent: () => following.every,
    changed: (_, events) => told.push(...events),
    passedOver: (id) => passedOver.push(id),
    arrived: () => {},
    cleared: () => {},
    seesMore: () => {},
    windowLost: () => {},
    goneMore: () => {},
    lost: (id) => lost.push(id),
    firstLines: () => 0,
    firstLoaded: () => {},
    overviewLoaded: () => {},
    linesKnown: () => {},
  })
  return { conversations, sync, server, following, asked, told, passedOver, lost, timers }
}

const seqs = (events: readonly LogEvent[]): number[] => events.map(({ seq }) => seq)

it('fetches what is missing before an event that came too early', async () => {
  const { sync, server, asked, told } = stage(true)
  server.since = [posted(6), posted(7)]
  server.last = 8
  sync.append(posted(8))
  await settle()
  expect([asked, seqs(told)]).toEqual([['since 1 5'], [6, 7, 8]])
})

it('takes a snapshot when more is missing than one answer holds', async () => {
  const { conversations, sync, server, asked, passedOver } = stage(true)
  server.since = [posted(6)]
  server.last = 900
  server.entries.set('1', () => entry(900))
  sync.append(posted(901))
  await settle()
  expect([asked, passedOver]).toEqual([['since 1 5', 'entry 1'], ['1']])
  expect([conversations.get('1')?.lastSeq, conversations.get('1')?.atEnd]).toEqual([901, false])
})

it('takes only the line when nobody looks at the events', async () => {
  const { conversations, sync, server, asked } = stage(false)
  server.entries.set('1', () => entry(8))
  sync.append(posted(8))
  await settle()
  expect([asked, conversations.get('1')?.lastSeq]).toEqual([['entry 1'], 8])
})

it('loads the line of a conversation that isn’t known, and joins it with what came meanwhile', async () => {
  const { conversations, sync, server, told, asked } = stage(false)
  server.entries.set('2', () => {
    if (asked.length === 1) sync.append(posted(4, '2', '2'))
    return entry(3, { conversation: { ...entry(3).conversation, id: '2' } })
  })
  sync.append(posted(3, '2', '2'))
  await settle()
  expect([conversations.get('2')?.lastSeq, seqs(told)]).toEqual([4, [4]])
})

it('tells who follows every event also those that a conversation began with', async () => {
  const { conversations, sync, server, told, asked } = stage(false, true)
  server.entries.set('2', () => {
    if (asked.length === 1) sync.append(posted(4, '2', '2'))
    return entry(3, { conversation: { ...entry(3).conversation, id: '2' } })
  })
  server.since = [1, 2, 3, 4].map((seq) => posted(seq, '2', '2'))
  server.last = 4
  sync.append(posted(1, '2', '2'))
  await settle()
  expect([conversations.get('2')?.lastSeq, seqs(told)]).toEqual([4, [1, 2, 3, 4]])
})

it('tells who begins to follow every event also those that a line on its way would have jumped over', async () => {
  const { conversations, sync, server, following, told } = stage(false)
  server.entries.set('1', () => {
    following.every = true
    return entry(8)
  })
  server.since = [6, 7, 8].map((seq) => posted(seq))
  server.last = 8
  sync.append(posted(8))
  await settle()
  expect([conversations.get('1')?.lastSeq, seqs(told)]).toEqual([8, [6, 7, 8]])
})

it('waits for an overview on its way, and asks for a line that isn’t in it', async () => {
  const { conversations, sync, server, asked } = stage(false)
  const other = (id: string) => entry(3, { conversation: { ...entry(3).conversation, id } })
  server.overview = [other('2')]
  server.entries.set('3', () => other('3'))
  void sync.loadOverview()
  await Promise.all([sync.loadUnknown('2'), sync.loadUnknown('3')])
  expect([conversations.get('2')?.lastSeq, conversations.get('3')?.lastSeq, asked]).toEqual([3, 3, ['entry 3']])
})

it('lets go of a conversation that isn’t open to me any more', async () => {
  const { sync, lost } = stage(true)
  await sync.loadEntry('1')
  expect(lost).toEqual(['1'])
})

it('tries again by itself when the server couldn’t answer', async () => {
  const { conversations, sync, server, timers, asked } = stage(false)
  let failing = true
  server.entries.set('1', () => {
    if (failing) throw new KithError('busy', 'Later.')
    return entry(8)
  })
  sync.append(posted(8))
  await settle()
  failing = false
  timers.advance(1_000)
  await settle()
  expect([asked.length, conversations.get('1')?.lastSeq]).toEqual([2, 8])
})

it('asks once for what is asked for many times', async () => {
  const { sync, server, asked } = stage(true)
  server.since = [posted(6), posted(7), posted(8), posted(9)]
  server.last = 9
  for (const seq of [8, 9, 8, 9]) sync.append(posted(seq))
  await settle()
  expect(asked.length).toBeLessThanOrEqual(2)
})

it('brings nothing back that was wiped while its answer was on the way', async () => {
  const { conversations, sync, server, told } = stage(false)
  server.overview = [entry(6)]
  server.entries.set('1', () => entry(6))
  const loaded = Promise.all([sync.loadOverview(), sync.loadEntry('1')])
  sync.stop()
  conversations.remove('1')
  await loaded
  await settle()
  expect([conversations.get('1'), told]).toEqual([undefined, []])
})
