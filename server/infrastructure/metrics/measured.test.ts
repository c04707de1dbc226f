import { expect, test } from 'vitest'
import type { MessageLog, SendResult } from '@/server/application/log-ports'
import { KithError } from '@/server/domain/errors'
import { createInProcessRelay } from '../relay/in-process'
import { measuredRelay } from './measured-relay'
import { measuredSends } from './measured-sends'
import { createMetrics, type Metrics } from './metrics'

async function value({ registry }: Metrics, name: string, labels: Record<string, string> = {}) {
  const all = await registry.getMetricsAsJSON()
  const values = all.flatMap((metric) => metric.values as { metricName?: string; labels: object; value: number }[])
  const own = all.find((metric) => metric.name === name)?.values as { labels: object; value: number }[] | undefined
  const found = (own ?? values.filter((one) => one.metricName === name)).find(
    (one) => JSON.stringify(one.labels) === JSON.stringify(labels),
  )
  return found?.value ?? null
}

const SENT = { ok: true, sent: { messageId: '1' }, committed: { opened: [], posted: [] } } as unknown as SendResult
const REPEATED = { ok: true, sent: { messageId: '1' } } as unknown as SendResult
const REFUSED: SendResult = { ok: false, error: new KithError('closed', 'It is closed.') }

test('sends are counted by what came of them, and wait until the database has answered', async () => {
  const metrics = createMetrics()
  let answer: (results: SendResult[]) => void = () => {}
  const log = {
    send: () =>
      new Promise<SendResult[]>((resolve) => {
        answer = resolve
      }),
  } as unknown as MessageLog
  const sending = measuredSends(log, metrics).send(Array.from({ length: 3 }) as never)
  expect(await value(metrics, 'kith_sends_waiting')).toBe(3)
  answer([SENT, REPEATED, REFUSED])
  await sending
  expect(await value(metrics, 'kith_sends_waiting')).toBe(0)
  for (const outcome of ['sent', 'repeated', 'closed'])
    expect(await value(metrics, 'kith_sends_total', { outcome })).toBe(1)
  expect(await value(metrics, 'kith_commit_seconds_count')).toBe(1)
})

test('a database that fails is counted for each of the sends, and still fails', async () => {
  const metrics = createMetrics()
  const log = { send: () => Promise.reject(new Error('away')) } as unknown as MessageLog
  await expect(measuredSends(log, metrics).send([{}, {}] as never)).rejects.toThrow('away')
  expect(await value(metrics, 'kith_sends_total', { outcome: 'failed' })).toBe(2)
  expect(await value(metrics, 'kith_sends_waiting')).toBe(0)
})

const posted = (at: string) => ({ name: 'message:posted', payload: { at } }) as never

test('a delivery is timed from the commit until what listens has written it; earlier than its commit counts as at once', async () => {
  const metrics = createMetrics()
  const at = Date.parse('2026-11-21T12:00:02Z')
  const relay = measuredRelay(createInProcessRelay(), metrics, () => at)
  const heard: string[] = []
  const subscription = relay.listen(
    (_channels, event) => void heard.push(event.name),
    () => {},
  )
  subscription.join('user.1')
  relay.publish(['user.1'], posted('2026-11-21T12:00:00Z'))
  relay.publish(['user.1'], posted('2026-11-21T12:00:09Z'))
  relay.publish(['user.1'], { name: 'heads:doubted', payload: null })
  relay.publish(['user.2'], posted('2026-11-21T12:00:00Z'))
  expect(heard).toEqual(['message:posted', 'message:posted', 'heads:doubted'])
  expect(await value(metrics, 'kith_delivery_seconds_count')).toBe(2)
  expect(await value(metrics, 'kith_delivery_seconds_sum')).toBe(2)
  expect(await value(metrics, 'kith_relay_connected')).toBe(1)
  await relay.close()
  expect(await value(metrics, 'kith_relay_connected')).toBe(0)
})
