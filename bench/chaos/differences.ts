import { isDeepStrictEqual } from 'node:util'
import type { ConversationHandle, KithClient, OverviewLine } from '@/client/kith'
import type { PrivateState } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import type { Finding } from './finding'
import type { Person } from './person'
import { until } from './until'

type Examined = { examined: number; wrong: string[] }

const LOAD_TIMEOUT_MS = 30_000
/** Of each conversation, the newest are compared. */
const MOST_EVENTS = 300

/** Compares what somebody's client shows after all that with what a new one shows that was never disturbed. */
export async function differences(person: Person, url: string): Promise<Finding[]> {
  const overviews: Examined = { examined: 0, wrong: [] }
  const conversations: Examined = { examined: 0, wrong: [] }
  const newcomer = await person.newcomer(url)
  compare(overviews, `${person.userName}’s overview`, overviewOf(person.client), overviewOf(newcomer.client))
  for (const id of person.conversationIds) {
    const where = `conversation ${id} of ${person.userName}`
    const [lived, fresh] = await Promise.all([contentOf(person.client, id), contentOf(newcomer.client, id)])
    const from = Math.max(lived.from, fresh.from)
    compare(conversations, where, since(lived, from), since(fresh, from))
  }
  await newcomer.close()
  return [
    { claim: 'every client’s overview equals a fresh load', ...overviews },
    { claim: 'every client’s conversations equal a fresh load', ...conversations },
  ]
}

function compare(examined: Examined, where: string, lived: unknown, fresh: unknown): void {
  examined.examined++
  if (isDeepStrictEqual(lived, fresh)) return
  examined.wrong.push(`${where}: ${firstDifference(lived, fresh)}`)
}

function overviewOf(client: KithClient): unknown {
  return plain(client.overview.getState().lines.map(lineOf))
}

function lineOf({ entry, state, receipts, pending }: OverviewLine) {
  const { conversation, member, lastSeq, lastEvent } = entry
  return { conversation, member, lastSeq, lastEvent, state: seenOf(state), receipts, pending }
}

// When it was counted differs between one who followed and one who came now; which is newer nobody sees, so screens don't follow it.
const seenOf = (state: PrivateState) => ({ ...state, unreadAt: 0, version: 0, ownVersion: 0 })

async function contentOf(client: KithClient, id: string) {
  const conversation = client.conversation(id)
  conversation.open()
  await loadSome(conversation)
  const { events, lastSeq, receipts, state, pending, pinned, atStart, ...rest } = conversation.store.getState()
  const { conversation: shared, member } = rest
  const content = { lastSeq, receipts, pending, pinned, shared, member, state: state && seenOf(state) }
  return { from: atStart ? 0 : (events[0]?.seq ?? 0), events, content }
}

type Content = Awaited<ReturnType<typeof contentOf>>

const since = ({ events, content }: Content, from: Seq): unknown =>
  plain({ ...content, events: events.filter(({ seq }) => seq >= from) })

/** To the end, and as far back as is worth comparing. */
async function loadSome(conversation: ConversationHandle): Promise<void> {
  const { store } = conversation
  await until(store, ({ status }) => status === 'ready', LOAD_TIMEOUT_MS)
  while (!store.getState().atEnd) await conversation.loadNewer()
  while (!store.getState().atStart && store.getState().events.length < MOST_EVENTS) await conversation.loadOlder()
}

/** Without what is `undefined`, and with no identity. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

function firstDifference(lived: unknown, fresh: unknown, path = ''): string {
  if (isObject(lived) && isObject(fresh)) {
    for (const key of new Set([...Object.keys(lived), ...Object.keys(fresh)])) {
      if (!isDeepStrictEqual(lived[key], fresh[key])) return firstDifference(lived[key], fresh[key], `${path}.${key}`)
    }
  }
  return `${path} is ${brief(lived)}, fresh ${brief(fresh)}`
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const brief = (value: unknown): string => (JSON.stringify(value) ?? 'absent').slice(0, 200)
