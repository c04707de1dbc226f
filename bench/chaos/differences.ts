import { isDeepStrictEqual } from 'node:util'
import type { ConversationHandle, ConversationState, KithClient, OverviewLine } from '@/client/kith'
import type { Crowd } from './crowd'
import type { Finding } from './verdict'

type Examined = { examined: number; wrong: string[] }
type Result = Record<'overviews' | 'conversations' | 'orders', Omit<Finding, 'claim'>>

/** Compares what each client shows after all that with what a new one shows that was never disturbed. */
export async function differences(crowd: Crowd, url: string): Promise<Result> {
  const result: Record<keyof Result, Examined> = {
    overviews: { examined: 0, wrong: [] },
    conversations: { examined: 0, wrong: [] },
    orders: { examined: 0, wrong: [] },
  }
  const orders = new Map<string, readonly string[]>()
  for (const person of crowd.people) {
    const newcomer = await person.newcomer(url)
    compare(result.overviews, `${person.userName}’s overview`, overviewOf(person.client), overviewOf(newcomer.client))
    for (const id of person.conversationIds) {
      const where = `conversation ${id} of ${person.userName}`
      const [lived, fresh] = await Promise.all([contentOf(person.client, id), contentOf(newcomer.client, id)])
      compare(result.conversations, where, lived, fresh)
      const texts = lived.events.map((event) => (event.kind === 'message:posted' ? event.message.text : event.kind))
      compare(result.orders, where, texts, orders.get(id) ?? texts)
      orders.set(id, texts)
    }
    await newcomer.close()
  }
  return result
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
  // `unreadAt` says when it was counted, which differs between one who followed and one who came now.
  return { conversation, member, lastSeq, lastEvent, state: { ...state, unreadAt: 0 }, receipts, pending }
}

async function contentOf(client: KithClient, id: string) {
  const conversation = client.conversation(id)
  conversation.open()
  await loadAll(conversation)
  const { events, lastSeq, receipts, state, pending, pinned, conversation: shared } = conversation.store.getState()
  return plain({ events, lastSeq, receipts, pending, pinned, shared, state: state && { ...state, unreadAt: 0 } })
}

async function loadAll(conversation: ConversationHandle): Promise<void> {
  await until(conversation, (state) => state.status === 'ready')
  while (!conversation.store.getState().atEnd) await conversation.loadNewer()
  while (!conversation.store.getState().atStart) await conversation.loadOlder()
}

/** @throws when it takes longer than half a minute */
function until(conversation: ConversationHandle, reached: (state: ConversationState) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`Conversation ${conversation.id} didn’t load.`)), 30_000)
    const look = () => {
      if (!reached(conversation.store.getState())) return
      clearTimeout(giveUp)
      stop()
      resolve()
    }
    const stop = conversation.store.subscribe(look)
    look()
  })
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
