/** Asks in a past at an even pace, and times the answers from when the questions were due. */
import { performance } from 'node:perf_hooks'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { MessageLog, Search } from '@/server/application/log-ports'
import { connectDatabase } from '@/server/infrastructure/database/client'
import { databaseMessageLog } from '@/server/infrastructure/database/message-log'
import { databaseSearch } from '@/server/infrastructure/database/search'
import { cookieOf, type Procedures, procedures } from '../load/procedures'
import { KINDS, type Past, type Question } from './kinds'
import type { Asked, Opening, Round } from './reader'

interface Open {
  readonly past: Past
  readonly http: readonly Procedures[]
  readonly bare: readonly Procedures[]
  readonly log: MessageLog
  readonly search: Search
}

const TIMER_MS = 2

let open: Open | null = null

process.once('disconnect', () => process.exit(0))
process.on('message', (message: Opening | Round) => {
  const done = 'past' in message ? begin(message) : ask(message)
  done.then(
    (answer) => process.send?.({ ok: true, answer }),
    (error: unknown) => process.send?.({ ok: false, message: String(error) }),
  )
})

async function begin({ past, url, bareUrl, secret, databaseUrl }: Opening): Promise<void> {
  const http = await Promise.all(past.readers.map(async (reader) => procedures(url, await cookieOf(reader, secret))))
  const bare = past.readers.map(() => procedures(bareUrl, ''))
  // Planned as the server's are.
  const { pool, lanes, reads } = connectDatabase(databaseUrl)
  open = { past, http, bare, log: databaseMessageLog(pool, { lanes, reads }), search: databaseSearch(pool) }
}

async function ask({ kind, way, seconds }: Round): Promise<Asked> {
  if (!open) throw new Error('Nothing is open.')
  const { past } = open
  const { perSecond, ask: question } = KINDS[kind]
  const ms: number[] = []
  const wrong: string[] = []
  const start = performance.now()
  let refused = 0
  const under: Promise<void>[] = []
  for (let n = 0; n < seconds * perSecond; n++) {
    const due = start + (n * 1_000) / perSecond
    await until(due)
    const asked = question(past, n)
    under.push(
      answerTo(open, asked, n, way).then(
        (answer) => {
          ms.push(performance.now() - due)
          const problem = asked.check(answer)
          if (problem !== null) wrong.push(problem)
        },
        () => {
          refused += 1
        },
      ),
    )
  }
  await Promise.all(under)
  return { ms: ms.sort((one, other) => one - other), wrong: wrong.slice(0, 5), refused }
}

// A timer is up to a millisecond late, which is no part of an answer.
async function until(due: number): Promise<void> {
  await wait(Math.max(0, due - performance.now() - TIMER_MS))
  while (performance.now() < due) await turn()
}

async function answerTo(open: Open, question: Question, n: number, way: Round['way']): Promise<unknown> {
  const { past } = open
  const at = n % past.readers.length
  if (way === 'statement') return statement(open, past.readers[at]?.userId ?? '', question)
  const kind = question.name === 'auth.ticket' ? 'mutation' : 'query'
  const [answer] = (await open[way][at]?.ask<unknown>(kind, question.name, [question.input])) ?? []
  return answer
}

/** What the procedure asks of Postgres, and nothing around it. */
function statement({ log, search }: Open, userId: string, { name, input }: Question): Promise<unknown> {
  const given = input as never
  switch (name) {
    case 'messages.history':
      return log.page(userId, given)
    case 'messages.since': {
      const { conversationId, after } = input as { conversationId: string; after: number }
      return log.since(userId, conversationId, after, 1_000)
    }
    case 'conversations.entry':
      return log.entry(userId, (input as { conversationId: string }).conversationId)
    case 'conversations.overview':
      return log.overview(userId, (input as { first: number } | undefined)?.first)
    case 'messages.search':
      return search.messages(userId, given)
    default:
      throw new Error(`“${name}” is no statement.`)
  }
}
