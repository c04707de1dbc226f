import type { AnyTRPCProcedure } from '@trpc/server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SessionId } from '@/contracts/ids'
import { newMessage } from '@/server/testing/conversation-stage'
import { openWeb, type Person, type Web } from '@/server/testing/web'
import { type Answering, answer } from './answer'
import { appRouter } from './app-router'

let web: Web
let ana: Person
let chat: string
beforeAll(async () => {
  web = await openWeb()
  ana = await web.person('ana')
  const bea = await web.person('bea')
  chat = (await ana.call.conversations.openDirect({ userId: bea.actor.userId })).conversationId
  await web.container.ports.messages.send([newMessage(ana.actor.userId, chat)])
})
afterAll(() => web.close())

const procedures = Object.entries<AnyTRPCProcedure>(appRouter._def.procedures as never)
const onlyReading = procedures.filter(([, { _def }]) => (_def.meta as { onlyReads?: boolean } | undefined)?.onlyReads)

type Find = Answering['ports']['sessions']['find']

/** The same answers, where sessions are found by `find`. */
function finding(
  find: (id: SessionId, really: Find) => ReturnType<Find>,
  useCases: Partial<Answering['useCases']>,
): Answering {
  const { container } = web
  const really = container.ports.sessions.find
  const sessions = { ...container.ports.sessions, find: (id: SessionId) => find(id, really) }
  return {
    ...container,
    ports: { ...container.ports, sessions },
    useCases: { ...container.useCases, ...useCases },
  }
}

async function ask(method: 'GET' | 'POST', path: string, input: unknown, cookie: string | null, by: Answering) {
  const body = JSON.stringify(input)
  const headers = new Headers({ 'content-type': 'application/json', ...(cookie === null ? {} : { cookie }) })
  const url = `/api/trpc/${path}${method === 'GET' ? `?input=${encodeURIComponent(body)}` : ''}`
  const { status, body: told } = await answer({ method, url, headers, body: method === 'GET' ? '' : body }, by)
  return { status, told }
}

async function endedSession(): Promise<string> {
  const { ports } = web.container
  const { userId } = ana.actor
  const sessionId = await ports.sessions.create(userId, 'A lost phone')
  await ports.sessions.revoke(userId, sessionId)
  return web.cookie({ userId, sessionId })
}

it('is only what changes nothing that may be asked before the session is found', () => {
  expect(onlyReading.map(([path]) => path)).toContain('messages.history')
  expect(onlyReading.filter(([, { _def }]) => _def.type !== 'query')).toEqual([])
})

it('reads while the session is looked up', async () => {
  const { readHistory } = web.container.useCases
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const find = async (id: SessionId, really: Find) => {
    await begun
    return really(id)
  }
  const by = finding(find, {
    readHistory: (...asked) => {
      begin()
      return readHistory(...asked)
    },
  })
  const input = { conversationId: chat, limit: 10 }
  const { status, told } = await ask('GET', 'messages.history', input, await web.cookie(ana.actor), by)
  expect(status).toBe(200)
  expect(JSON.parse(told).result.data).toEqual(await ana.call.messages.history(input))
})

it('lets an ended session begin nothing that changes something', async () => {
  let begun = 0
  const moveMarks = () => {
    begun += 1
    return Promise.reject(new Error('It has begun.'))
  }
  const by = finding((id, really) => really(id), { moveMarks })
  const input = { moves: [{ conversationId: chat, delivered: 1, read: 1, seen: 1 }] }
  expect((await ask('POST', 'messages.moveMarks', input, await web.cookie(ana.actor), by)).status).toBe(500)
  expect(begun).toBe(1)
  expect((await ask('POST', 'messages.moveMarks', input, await endedSession(), by)).status).toBe(401)
  expect(begun).toBe(1)
})

it.each<[string, string, object, number]>([
  ['what is read', 'messages.history', { limit: 10 }, 1],
  ['what is refused', 'messages.since', { conversationId: '424242', after: 0 }, 1],
  ['what has another form', 'messages.since', { after: 'x' }, 0],
  ['a chat', 'conversations.entry', {}, 1],
])('tells an ended session what it tells nobody, also where reading was quicker: %s', async (_, path, given, reads) => {
  const { readHistory, readSince, readOverviewEntry } = web.container.useCases
  const read: Promise<unknown>[] = []
  const noting = <T>(reading: Promise<T>) => {
    read.push(reading)
    return reading
  }
  const find = async (id: SessionId, really: Find) => {
    await expect.poll(() => read.length).toBe(reads)
    await Promise.allSettled(read)
    return really(id)
  }
  const by = finding(find, {
    readHistory: (...asked) => noting(readHistory(...asked)),
    readSince: (...asked) => noting(readSince(...asked)),
    readOverviewEntry: (...asked) => noting(readOverviewEntry(...asked)),
  })
  const input = { conversationId: chat, ...given }
  const ended = await ask('GET', path, input, await endedSession(), by)
  expect(ended).toEqual(await ask('GET', path, input, null, web.container))
  expect(ended.status).toBe(401)
})
