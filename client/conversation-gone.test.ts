import { expect, it } from 'vitest'
import type { HistoryPage } from '@/contracts/dto'
import { type HandleDependencies, OpenConversation } from './conversation'
import { Conversations } from './live/conversations'
import { Chance } from './testing/chance'
import { entry, ME, newestPage, posted } from './testing/make'
import { Timers } from './testing/timers'
import { settle } from './testing/town'
import { Typing } from './typing'

const PATIENCE = 1_000

type Asks = Pick<HandleDependencies, 'storedWindow'> & { readonly history: HandleDependencies['api']['history'] }

function opened(conversations: Conversations, { history, storedWindow }: Asks): OpenConversation {
  const environment = new Timers().environment(new Chance(1))
  const never = () => Promise.reject(new Error('Nobody asks this here.'))
  const nothing = () => {}
  const handle = new OpenConversation('1', {
    clock: { instant: new Date(0).toISOString() },
    ...{ me: ME, environment, conversations, restored: Promise.resolve(), typing: new Typing(environment, nothing) },
    api: { history, info: never, members: never, quotes: never, versions: never, setOwn: never },
    requests: { edit: never, delete: never, react: never, pin: never, place: never },
    sync: { loadUnknown: never, catchUp: never, ownChanged: nothing },
    outbox: { of: () => [], add: () => '', changesIn: () => [] },
    marks: { move: nothing },
    storedWindow,
    ...{ tellTyping: nothing, clearMarkedUnread: nothing, changed: nothing, flush: nothing },
  })
  handle.open()
  return handle
}

it('reads no more of a chat that goes while its window is read again', async () => {
  const conversations = new Conversations(ME)
  conversations.receive(entry(5), true)
  let looks = 0
  const get = conversations.get.bind(conversations)
  conversations.get = (id) => {
    looks += 1
    // Without an end to it nothing else would ever run here, not even the test's time limit.
    if (looks > PATIENCE) throw new Error('It is looked for again and again.')
    return get(id)
  }
  const answers: ((page: HistoryPage) => void)[] = []
  const history = () => new Promise<HistoryPage>((resolve) => answers.push(resolve))
  const handle = opened(conversations, { history, storedWindow: async () => null })
  await settle()
  answers.shift()?.(newestPage([posted(5)], 5))
  await settle()
  get('1')?.doubt()
  handle.resume()
  await settle()
  expect(answers).toHaveLength(1)
  conversations.remove('1')
  answers.shift()?.(newestPage([posted(5)], 5))
  await settle()
  expect(looks).toBeLessThan(PATIENCE)
})

it('loads a chat that went and came back while what is stored of it was read', async () => {
  const conversations = new Conversations(ME)
  conversations.receive(entry(5), true)
  const reads: (() => void)[] = []
  const handle = opened(conversations, {
    history: async () => newestPage([posted(5)], 5),
    storedWindow: () => new Promise((resolve) => reads.push(() => resolve(null))),
  })
  await settle()
  conversations.remove('1')
  handle.lost()
  reads.shift()?.()
  await settle()
  conversations.receive(entry(5), true)
  handle.appeared()
  await settle()
  reads.shift()?.()
  await settle()
  handle.show()
  expect(handle.store.getState().status).toBe('ready')
})
