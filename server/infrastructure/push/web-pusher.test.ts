import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOOPBACK, openPushService, type PushService } from '@/server/testing/push-service'
import { vapidKeys } from './vapid-keys'
import { webPusher } from './web-pusher'

const sender = { keys: vapidKeys('a secret'), contact: 'mailto:ops@example.org' }
const options = { ttlSeconds: 60, urgency: 'normal', topic: 'one' } as const
const TEXT = JSON.stringify({ kind: 'test' })

let service: PushService
beforeAll(async () => {
  service = await openPushService()
})
afterAll(() => service.close())

it('takes no endpoint but an https address on the web, as browsers have them', () => {
  const pusher = webPusher(sender)
  const { target } = service.browser()
  const takes = (endpoint: string) => pusher.takes({ ...target, endpoint })
  expect(takes('https://push.example.org/send/abc')).toBe(true)
  for (const endpoint of [
    service.origin,
    'http://push.example.org/send/abc',
    'https://push.example.org:8443/send',
    'https://me:secret@push.example.org/send',
    'https://0x7f.1/send',
    'https://2130706433/send',
    'ftp://push.example.org',
    'nothing',
  ]) {
    expect([endpoint, takes(endpoint)]).toEqual([endpoint, false])
  }
})

it('takes no key that nothing can be encrypted for', () => {
  const { target } = service.browser()
  const pusher = webPusher(sender, LOOPBACK)
  expect(pusher.takes(target)).toBe(true)
  expect(pusher.takes({ ...target, p256dh: 'A'.repeat(87) })).toBe(false)
})

it('asks nobody on this machine or its network', async () => {
  const browser = service.browser()
  const pusher = webPusher(sender, { ...LOOPBACK, address: webAddresses })
  await expect(pusher.push(browser.target, TEXT, options)).rejects.toThrow('no public address')
  const named = { ...browser.target, endpoint: browser.target.endpoint.replace('127.0.0.1', 'localhost') }
  await expect(pusher.push(named, TEXT, options)).rejects.toThrow('no public address')
  expect(browser.received).toEqual([])
})

it('follows no redirection', async () => {
  const browser = service.browser()
  const hop = http.createServer((_request, response) => {
    response.writeHead(307, { location: browser.target.endpoint }).end()
  })
  await new Promise<void>((resolve) => hop.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(hop.address() as AddressInfo).port}/push`
  const pusher = webPusher(sender, LOOPBACK)
  await expect(pusher.push({ ...browser.target, endpoint }, TEXT, options)).rejects.toThrow('answered 307')
  expect(browser.received).toEqual([])
  hop.close().closeAllConnections()
})

it('says that a subscription is over when its service does, or when it may not be pushed to any more', async () => {
  const browser = service.browser()
  expect(await webPusher(sender, LOOPBACK).push(browser.target, TEXT, options)).toBe('sent')
  expect(browser.received).toMatchObject([{ message: { kind: 'test' }, headers: { ttl: '60', urgency: 'normal' } }])
  browser.status = 410
  expect(await webPusher(sender, LOOPBACK).push(browser.target, TEXT, options)).toBe('gone')
  expect(await webPusher(sender).push(browser.target, TEXT, options)).toBe('gone')
})

/** As the public policy decides it: none of this machine's. */
function webAddresses(address: string): boolean {
  return !/^(127\.|::1$)/.test(address)
}
