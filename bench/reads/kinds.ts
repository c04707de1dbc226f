import type { HistoryPage, LogSince, Overview, OverviewEntry } from '@/contracts/dto'
import type { SearchPage } from '@/contracts/search'
import { seededRandom } from '../random'
import { WORDS } from '../search/fill'
import type { History } from './history'

/** What is told of a past to the process that reads in it. */
export type Past = Pick<History, 'big' | 'chats' | 'readers' | 'newest'>

/** A procedure, its input, and what is wrong with its answer, null being nothing. */
export interface Question {
  readonly name: string
  readonly input: unknown
  check(answer: unknown): string | null
}

export type Limit = 'bare' | 'statement'

export interface Kind {
  readonly perSecond: number
  /** What is measured beside it: the least that answers (`bare-reads-server.ts`), and what is asked of Postgres alone. */
  readonly limits: readonly Limit[]
  /** The n-th question of its kind. */
  ask(past: Past, n: number): Question
}

/** As many as people who say 500 things a second ask at least, and as few as have the machine rest before each. */
const [OFTEN, SELDOM] = [100, 20]
const PAGE = 50
const BEHIND = 20
const random = seededRandom(11)

const same = (what: string, is: unknown, shall: unknown): string | null =>
  JSON.stringify(is) === JSON.stringify(shall)
    ? null
    : `${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(shall)}`
const run = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)

/** Nothing but the way there: what any procedure costs. */
const nothing: Kind = {
  perSecond: OFTEN,
  limits: ['bare'],
  ask: () => ({ name: 'auth.ticket', input: {}, check: (answer) => (answer ? null : 'There was no ticket.') }),
}

const page: Kind = {
  perSecond: OFTEN,
  limits: ['bare', 'statement'],
  ask({ big }) {
    const before = Math.floor(random.between(PAGE + 1, big.lastSeq / 2))
    const check = (answer: unknown) => {
      const { events } = answer as HistoryPage
      return same(
        'A page',
        events.map(({ seq }) => seq),
        run(before - PAGE, PAGE),
      )
    }
    return { name: 'messages.history', input: { conversationId: big.id, before, limit: PAGE }, check }
  },
}

const since: Kind = {
  perSecond: OFTEN,
  limits: ['statement'],
  ask({ big }) {
    const after = big.lastSeq - BEHIND
    const check = (answer: unknown) => {
      const { entries } = answer as LogSince
      return same(
        'What came since',
        entries.map(({ seq }) => seq),
        run(after + 1, BEHIND),
      )
    }
    return { name: 'messages.since', input: { conversationId: big.id, after }, check }
  },
}

const unread: Kind = {
  perSecond: OFTEN,
  limits: ['statement'],
  ask: ({ big }) => ({
    name: 'conversations.entry',
    input: { conversationId: big.id },
    check: (answer) => same('Unread', (answer as OverviewEntry).state.unread > 0, big.unread > 0),
  }),
}

/** What a browser that was never here shows first of the overview. */
const firstLines: Kind = {
  perSecond: 5,
  limits: ['statement'],
  ask({ newest }) {
    const check = (answer: unknown) => {
      const ids = (answer as Overview).entries.map(({ conversation }) => conversation.id)
      return same('The first chats', ids.sort(), [...newest].sort())
    }
    return { name: 'conversations.overview', input: { first: newest.length }, check }
  },
}

/** All of it, which comes after that. */
const overview: Kind = {
  perSecond: 5,
  limits: ['statement'],
  ask: ({ chats }) => ({
    name: 'conversations.overview',
    input: undefined,
    check: (answer) => same('Chats of the overview', (answer as Overview).entries.length, chats + 1),
  }),
}

const SEARCHED = Object.values(WORDS)

const search: Kind = {
  perSecond: 5,
  limits: ['statement'],
  ask(_, n) {
    const query = SEARCHED[n % SEARCHED.length] ?? ''
    const check = (answer: unknown) => {
      const found = (answer as SearchPage).hits.length
      if (query === WORDS['not there']) return same('What is not there', found, 0)
      return query === WORDS['common and common'] ? same('What is common', found, 20) : null
    }
    return { name: 'messages.search', input: { query, limit: 20 }, check }
  },
}

export const KINDS = {
  nothing,
  page,
  since,
  unread,
  'first lines': firstLines,
  overview,
  search,
  'nothing, seldom': { ...nothing, perSecond: SELDOM },
  'page, seldom': { ...page, perSecond: SELDOM, limits: ['bare'] },
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof KINDS
