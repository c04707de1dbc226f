import { afterEach, expect, it, vi } from 'vitest'
import { createApi, createTrpc, type Fetch } from './trpc'

afterEach(() => {
  vi.useRealTimers()
})

it('asks again for a private change when a connection died without a word', async () => {
  vi.useFakeTimers()
  const asked: string[] = []
  const state = { conversationId: '1', delivered: 0, state: {} }
  const fetch: Fetch = (url, init) => {
    asked.push(String(url))
    if (asked.length > 1) return Promise.resolve(Response.json([{ result: { data: state } }]))
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
    })
  }
  const api = createApi(createTrpc({ url: 'http://kith.test', fetch }))
  const told = api.setPrivateState({ conversationId: '1', pinned: true })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked).toHaveLength(2)
  expect(await told).toEqual(state)
})

it('asks for the overview alone: what is asked for beside it isn’t answered as late', async () => {
  const asked: string[] = []
  const fetch: Fetch = (url) => {
    const path = new URL(String(url)).pathname.replace('/api/trpc/', '')
    asked.push(path)
    return Promise.resolve(Response.json(path.split(',').map(() => ({ result: { data: null } }))))
  }
  const api = createApi(createTrpc({ url: 'http://kith.test', fetch }))
  await Promise.all([api.overview(), api.contacts(), api.history({ conversationId: '1', limit: 50 })])
  expect(asked.sort()).toEqual(['contacts.list,messages.history', 'conversations.overview'])
})
