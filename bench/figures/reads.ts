import { gather } from '../crowd'
import { startGenerator } from '../load/generator'
import { percentile } from '../measure/percentile'
import { type History, openHistory, unreadOf } from '../reads/history'
import { KINDS, type KindName } from '../reads/kinds'
import { type Reader, startReader, type Way } from '../reads/reader'
import { startBareReads } from '../targets/bare-reads'
import { startKith } from '../targets/kith'
import type { Target } from '../targets/target'
import { using } from '../targets/using'
import type { Figure, Numbers } from './figure'

const PAIRS = 100
const PER_SECOND = 500
const LESS = 100
/** Of the first questions, none counts: connections are made, statements planned. */
const WARM_UP_PART = 0.15
const HTTP_PART = 0.7
const LIMIT_PART = 0.3

type Times = Partial<Record<`${Way} ${KindName}`, readonly number[]>>

interface Read {
  readonly times: Times
  readonly refused: number
}

/** What is read while others talk, in a long past, and in one of a hundredth of it. */
export const reads: Figure = async (stage, { seconds, messages, chats }) => {
  const unread = unreadOf(messages)
  const small = await openHistory(stage, messages / LESS, chats, unread)
  const large = await openHistory(stage, messages, chats, unread)
  const read = (history: History) =>
    using(
      () => startKith(history.stage),
      (target) =>
        using(
          () => startBareReads(history.stage),
          (bare) => readUnderLoad(history, target, bare, seconds),
        ),
    )
  const [less, more] = [await read(small), await read(large)]
  const numbers: Record<string, number> = { 'reads: messages': messages, 'reads: conversations in the overview': chats }
  for (const kind of Object.keys(KINDS) as KindName[]) Object.assign(numbers, numbersOf(kind, less.times, more.times))
  return { ...numbers, 'reads: refused': less.refused + more.refused }
}

function numbersOf(kind: KindName, less: Times, more: Times): Numbers {
  const [http, bare, statement] = [more[`http ${kind}`] ?? [], more[`bare ${kind}`], more[`statement ${kind}`]]
  const before = percentile(less[`http ${kind}`] ?? [], 0.95)
  return {
    ...(bare && {
      [`reads: ${kind}, the least that answers p50, ms`]: percentile(bare, 0.5),
      [`reads: ${kind}, the least that answers p95, ms`]: percentile(bare, 0.95),
      [`reads: ${kind}, p95 against the least that answers`]: percentile(http, 0.95) / percentile(bare, 0.95),
    }),
    ...(statement && { [`reads: ${kind}, statement alone p95, ms`]: percentile(statement, 0.95) }),
    [`reads: ${kind}, p50, ms`]: percentile(http, 0.5),
    [`reads: ${kind}, p95, ms`]: percentile(http, 0.95),
    [`reads: ${kind}, p99, ms`]: percentile(http, 0.99),
    [`reads: ${kind}, p95 with ${LESS} times the history`]: percentile(http, 0.95) / before,
  }
}

async function readUnderLoad(
  { stage, readers, big, chats, newest }: History,
  target: Target,
  bare: Target,
  seconds: number,
): Promise<Read> {
  const { url, secret } = target
  const conversations = await gather(stage.pool, PAIRS, 2)
  const load = { url, secret, receipts: true, conversations, window: 0, perSecond: PER_SECOND }
  const generator = await startGenerator({ ...load, processes: 2, cores: stage.loadCores })
  const opening = { past: { readers, big, chats, newest }, url, bareUrl: bare.url, secret: secret ?? '' }
  const reader = await startReader({ ...opening, databaseUrl: stage.databaseUrl }, stage.loadCores)
  await generator.talk()
  const times = await readAll(reader, seconds)
  const { refused } = reader
  reader.end()
  const tally = await generator.settle()
  await generator.end()
  const wrong = [...tally.wrong, ...(await target.check(stage.pool, conversations, tally.total))]
  if (wrong.length > 0) throw new Error(`What was sent is not what there is:\n${wrong.join('\n')}`)
  return { times, refused }
}

async function readAll(reader: Reader, seconds: number): Promise<Times> {
  const times: Times = {}
  for (const kind of Object.keys(KINDS) as KindName[]) {
    for (const way of ['http', ...KINDS[kind].limits] as const) {
      const lasting = seconds * (way === 'http' ? HTTP_PART : LIMIT_PART)
      await reader.ask({ kind, way, seconds: seconds * WARM_UP_PART })
      times[`${way} ${kind}`] = await reader.ask({ kind, way, seconds: lasting })
    }
  }
  return times
}
