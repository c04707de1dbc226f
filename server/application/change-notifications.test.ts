import { beforeEach, expect, test } from 'vitest'
import type { PushTarget } from '@/contracts/push'
import { memoryAccounts } from '@/server/infrastructure/memory/accounts'
import { memoryPushSubscriptions } from '@/server/infrastructure/memory/push-subscriptions'
import { memorySessions } from '@/server/infrastructure/memory/sessions'
import type { Actor } from './account-ports'
import { subscribe, testNotification, unsubscribe } from './change-notifications'
import type { Pusher } from './notification-ports'
import type { Ports } from './ports'

const TARGET: PushTarget = { endpoint: 'https://push.example/1', p256dh: 'key', auth: 'auth' }

let actor: Actor
let ports: Pick<Ports, 'pushSubscriptions' | 'pusher' | 'attempts'>
let pushed: string[]
let answer: 'sent' | 'gone' | Error
beforeEach(async () => {
  const accounts = memoryAccounts()
  actor = { userId: '1', sessionId: await memorySessions(accounts).create('1', 'A test') }
  pushed = []
  answer = 'sent'
  const pusher: Pusher = {
    publicKey: 'key',
    takes: ({ endpoint }) => endpoint.startsWith('https:'),
    async push(_, text) {
      if (answer instanceof Error) throw answer
      pushed.push(text)
      return answer
    },
  }
  const attempts = { begin: async () => {}, succeeded: async () => {} }
  ports = { pushSubscriptions: memoryPushSubscriptions(accounts), pusher, attempts }
})

test('an address that is no push service’s is refused, and what was there stays', async () => {
  await subscribe(ports)(actor, TARGET)
  const elsewhere = { ...TARGET, endpoint: 'http://push.example/2' }
  await expect(subscribe(ports)(actor, elsewhere)).rejects.toMatchObject({ code: 'invalid' })
  expect(await ports.pushSubscriptions.find(actor.sessionId)).toEqual(TARGET)
})

test('a test comes to who is subscribed, and to nobody else', async () => {
  const send = testNotification(ports)
  await expect(send(actor, '127.0.0.1')).rejects.toMatchObject({ code: 'not_found' })
  await subscribe(ports)(actor, TARGET)
  await send(actor, '127.0.0.1')
  expect(pushed).toEqual(['{"kind":"test"}'])
  await unsubscribe(ports)(actor)
  await expect(send(actor, '127.0.0.1')).rejects.toMatchObject({ code: 'not_found' })
})

test('a push service out of reach ends nothing; one that says it is over ends it', async () => {
  const send = testNotification(ports)
  await subscribe(ports)(actor, TARGET)
  answer = new Error('The push service answered 503.')
  await expect(send(actor, '127.0.0.1')).rejects.toMatchObject({ code: 'busy' })
  expect(await ports.pushSubscriptions.find(actor.sessionId)).toEqual(TARGET)
  answer = 'gone'
  await expect(send(actor, '127.0.0.1')).rejects.toMatchObject({ code: 'not_found' })
  expect(await ports.pushSubscriptions.find(actor.sessionId)).toBeNull()
})
