import { setMaxListeners } from 'node:events'
import pg from 'pg'
import { newClientId } from '@/client/client-id'
import { dialSocket } from '@/client/wire'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { seededRandom } from '../random'
import { behind, unsettled } from './behind'
import type { Finding } from './finding'
import { judgePerson } from './judge-person'
import { type Manner, Person } from './person'
import { paintThings } from './things'
import { until } from './until'

// A process with some of the crowd in it. Its parent says what they do, a command at a time, and each is answered.
const SIGN_UPS_AT_ONCE = 4
const APPLIED_TIMEOUT_MS = 60_000
const SEND_TIMEOUT_MS = 20_000

interface Group {
  readonly conversationId: ConversationId
  readonly members: readonly UserId[]
}

const people = new Map<number, Person>()
const all = (): Person[] => [...people.values()]
let quiet = new AbortController()
let talking: Promise<unknown> = Promise.resolve()

function person(index: number): Person {
  const found = people.get(index)
  if (!found) throw new Error(`Person ${index} isn’t here.`)
  return found
}

const commands = {
  async signUp({ people: these, url }: { people: readonly { index: number; wayUrl: string }[]; url: string }) {
    const left = [...these]
    const some = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        people.set(next.index, await Person.signUp({ ...next, url }))
      }
    }
    await Promise.all(Array.from({ length: SIGN_UPS_AT_ONCE }, some))
    return these.map(({ index }) => ({ index, userId: person(index).userId }))
  },

  openDirect: async ({ index, userId }: { index: number; userId: UserId }) => person(index).client.openDirect(userId),

  async createGroup({ index, name, userIds }: { index: number; name: string; userIds: readonly UserId[] }) {
    const { conversationId } = await person(index).trpc.conversations.createGroup.mutate({
      name,
      userIds: [...userIds],
    })
    return conversationId
  },

  async join({ index, conversationId }: { index: number; conversationId: ConversationId }) {
    person(index).join(conversationId)
  },

  async mayChange({ index, group, userId }: { index: number; group?: Group; userId?: UserId }) {
    if (group) person(index).groups.push({ ...group, out: new Set() })
    if (userId !== undefined) person(index).blockable.push(userId)
  },

  async talk({ seed, manner }: { seed: number; manner: Manner }) {
    quiet = new AbortController()
    setMaxListeners(0, quiet.signal)
    const things = await paintThings()
    const each = [...people].map(([index, one]) => one.talk(seededRandom(seed + index), things, manner, quiet.signal))
    talking = Promise.all(each)
  },

  async quiet() {
    quiet.abort()
    await talking
  },

  async acknowledged() {
    return all().reduce((sum, { words }) => sum + words.all.filter(({ fate }) => fate === 'acknowledged').length, 0)
  },

  unsettled: async () => all().flatMap(unsettled),

  behind: async (goal: { lastSeqs: Readonly<Record<ConversationId, Seq>>; saidBefore: number }) =>
    all().flatMap((one) => behind(one, goal)),

  outages: async ({ from, to }: { from: number; to: number }) =>
    all().flatMap(({ outages }) => outages.between(from, to)),

  replace: ({ index }: { index: number }) => person(index).replaceClient(),

  /** The very same message, at the same time, at each of these gateways. */
  async sayEverywhere({ index, urls, times }: { index: number; urls: readonly string[]; times: number }) {
    const one = person(index)
    const [conversationId] = one.conversationIds
    if (conversationId === undefined) return
    const clientId = newClientId()
    const input = {
      clientId,
      createdAt: new Date().toISOString(),
      // No number: it doesn't wait for what the outbox holds.
      text: `${one.userName} insists`,
      kind: 'text' as const,
      attachments: [],
      mentions: [],
      places: [{ conversationId }],
    }
    one.words.add(clientId, [conversationId])
    const answers = await Promise.allSettled(
      Array.from({ length: times }, (_, at) => sayOver(one, urls[at % urls.length] ?? '', input)),
    )
    if (answers.some(({ status }) => status === 'fulfilled')) one.words.settle(clientId, 'acknowledged')
    // Nobody tries it any more; it may have been stored.
    else one.words.settle(clientId, 'lost')
  },

  async loseNext({ index, conversationId }: { index: number; conversationId: ConversationId }) {
    person(index).heard.loseNext(conversationId)
  },

  /** Answers the seq at which it was acknowledged. */
  async say({ index, conversationId }: { index: number; conversationId: ConversationId }) {
    const one = person(index)
    const { store } = one.client.conversation(conversationId)
    const text = one.nextText()
    one.say(conversationId)
    const said = () => store.getState().events.findLast((each) => isSaying(each, text))?.seq
    await until(store, () => said() !== undefined, SEND_TIMEOUT_MS)
    return said() ?? 0
  },

  /** Answers whether it was lost on its way, and how many milliseconds it took until it was here all the same. */
  async applies({ index, conversationId, seq }: { index: number; conversationId: ConversationId; seq: Seq }) {
    const { client, heard } = person(index)
    const { store } = client.conversation(conversationId)
    const from = Date.now()
    const late = store.getState().lastSeq < seq
    await until(store, ({ lastSeq }) => lastSeq >= seq, APPLIED_TIMEOUT_MS)
    return { lost: late && !heard.isDeafTo(conversationId), ms: Date.now() - from }
  },

  async judge({ url, databaseUrl }: { url: string; databaseUrl: string }): Promise<Finding[]> {
    const db = new pg.Pool({ connectionString: databaseUrl, max: 2 })
    try {
      const findings: Finding[] = []
      for (const one of all()) findings.push(...(await judgePerson(one, url, db)))
      return findings
    } finally {
      await db.end()
    }
  },

  async stop() {
    await Promise.all(all().map((one) => one.stop()))
  },
}

export type Commands = typeof commands

function isSaying(event: { kind: string; message?: { text: string } }, text: string): boolean {
  return event.kind === 'message:posted' && event.message?.text === text
}

type Input = Parameters<Awaited<ReturnType<typeof openWire>>['request']>[1]

async function sayOver(one: Person, url: string, input: Input): Promise<void> {
  const wire = await openWire(one, url)
  try {
    await wire.request('message:send', input as never, SEND_TIMEOUT_MS)
  } finally {
    wire.close()
  }
}

async function openWire({ trpc }: Person, url: string) {
  const { ticket } = await trpc.auth.ticket.mutate(undefined, { signal: AbortSignal.timeout(SEND_TIMEOUT_MS) })
  return new Promise<ReturnType<typeof dialSocket>>((resolve, reject) => {
    const wire = dialSocket(
      { url, ticket, timeoutMs: SEND_TIMEOUT_MS },
      { connected: () => resolve(wire), event: () => {}, closed: (refusal) => reject(refusal ?? new Error('Closed.')) },
    )
  })
}

process.on('message', ({ id, name, input }: { id: number; name: keyof Commands; input: never }) => {
  commands[name](input).then(
    (answer: unknown) => process.send?.({ id, answer }),
    (error: unknown) =>
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? String(error)) : String(error) }),
  )
})
process.once('disconnect', () => process.exit(1))
