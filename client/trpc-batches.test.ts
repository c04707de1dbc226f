import { expect, it } from 'vitest'
import { KithError } from '@/server/domain/errors'
import { createTrpc, type Fetch, refusalOfTrpc } from './trpc'

interface Request {
  readonly method: string
  readonly procedures: string[]
  readonly inputs: Record<string, unknown>
}

/** A server that answers each procedure with its name, but as told. */
function stage(answers: Record<string, unknown> = {}) {
  const requests: Request[] = []
  const signals: (AbortSignal | null | undefined)[] = []
  const fetch: Fetch = async (input, init) => {
    const url = new URL(String(input))
    const procedures = url.pathname.replace('/api/trpc/', '').split(',')
    const inputs = JSON.parse(String(init?.body ?? url.searchParams.get('input')))
    requests.push({ method: init?.method ?? 'GET', procedures, inputs })
    signals.push(init?.signal)
    await new Promise((resolve) => setTimeout(resolve))
    return Response.json(procedures.map((name) => answers[name] ?? { result: { data: name } }))
  }
  return { trpc: createTrpc({ url: 'http://kith.test', fetch }), requests, signals }
}

it('asks in one request for what is asked for at once, reading and changing apart', async () => {
  const { trpc, requests } = stage()
  const told = await Promise.all([
    trpc.me.find.query(),
    trpc.conversations.entry.query({ conversationId: '7' }),
    trpc.auth.ticket.mutate(),
  ])
  expect(told).toEqual(['me.find', 'conversations.entry', 'auth.ticket'])
  expect(requests).toEqual([
    { method: 'GET', procedures: ['me.find', 'conversations.entry'], inputs: { 1: { conversationId: '7' } } },
    { method: 'POST', procedures: ['auth.ticket'], inputs: {} },
  ])
})

it('divides what is too much for one request', async () => {
  const { trpc, requests } = stage()
  const ids = (count: number) => Array.from({ length: count }, (_, at) => String(at))
  await Promise.all(ids(25).map((conversationId) => trpc.conversations.entry.query({ conversationId })))
  expect(requests.map(({ procedures }) => procedures.length)).toEqual([20, 5])
  await Promise.all(ids(3).map(() => trpc.users.profiles.query({ userIds: ids(400) })))
  expect(requests.slice(2).map(({ procedures }) => procedures.length)).toEqual([1, 1, 1])
})

it('tells one refusal to who asked for it, and one for all to all', async () => {
  const refused = { kith: { code: 'not_found', message: 'Nothing here.' } }
  const { trpc } = stage({ 'conversations.entry': { error: { data: refused } } })
  const refusal = (work: Promise<unknown>) => work.then(String, refusalOfTrpc)
  const [me, entry] = await Promise.all([
    refusal(trpc.me.find.query()),
    refusal(trpc.conversations.entry.query({ conversationId: '7' })),
  ])
  expect(me).toBe('me.find')
  expect(entry).toMatchObject(new KithError('not_found', 'Nothing here.'))
  const one: Fetch = async () => Response.json({ error: { data: refused } }, { status: 404 })
  const all = createTrpc({ url: 'http://kith.test', fetch: one })
  expect(await refusal(all.me.find.query())).toMatchObject({ code: 'not_found' })
  const none: Fetch = async () => new Response('<html>', { status: 502 })
  const broken = createTrpc({ url: 'http://kith.test', fetch: none })
  expect(await refusal(broken.me.find.query())).toMatchObject({ code: 'busy' })
})

it('ends a request only when nobody waits for any of it', async () => {
  const { trpc, signals } = stage()
  const [one, other] = [new AbortController(), new AbortController()]
  const told = Promise.allSettled([
    trpc.me.find.query(undefined, { signal: one.signal }),
    trpc.conversations.overview.query(undefined, { signal: other.signal }),
  ])
  await new Promise((resolve) => setTimeout(resolve))
  one.abort(new Error('Not wanted'))
  expect(signals[0]?.aborted).toBe(false)
  other.abort(new Error('Not wanted'))
  expect(signals[0]?.aborted).toBe(true)
  expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
