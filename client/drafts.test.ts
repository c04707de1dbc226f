import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LIMITS } from '@/server/domain/limits'
import { CHAT, DraftDevice, DraftServer, type Road } from './testing/draft-devices'
import { Timers } from './testing/timers'

/** Lets what was delivered work itself out: promises, not time. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function empty(road: Road): Promise<void> {
  await settle()
  while (road.length > 0) {
    road.shift()?.()
    await settle()
  }
}

function one() {
  const server = new DraftServer()
  const road: Road = []
  const device = new DraftDevice(server, road)
  return { server, road, device, timers: device.timers }
}

it('is here at once, and told a second after the last key', async () => {
  const { server, road, device, timers } = one()
  device.type('He')
  timers.advance(900)
  device.type('Hello')
  expect(device.text).toBe('Hello')
  timers.advance(900)
  await empty(road)
  expect(server.asked).toBe(0)
  timers.advance(100)
  await empty(road)
  expect([server.asked, server.draft?.text]).toEqual([1, 'Hello'])
})

it('is told without waiting when the chat is left', async () => {
  const { server, road, device } = one()
  device.type('Hello')
  device.drafts.flush(CHAT)
  await empty(road)
  expect(server.draft?.text).toBe('Hello')
})

it('asks nothing when nothing changed', async () => {
  const { server, road, device, timers } = one()
  device.type('')
  device.drafts.flush()
  device.type('Hello')
  timers.advance(1_000)
  await empty(road)
  device.type('Hello')
  device.drafts.flush()
  timers.advance(20_000)
  await empty(road)
  expect(server.asked).toBe(1)
})

it('tells nobody of what was sent before anybody knew of it', async () => {
  const { server, road, device, timers } = one()
  device.type('Hi')
  device.drafts.clear(CHAT)
  timers.advance(10_000)
  await empty(road)
  expect([server.asked, device.text]).toEqual([0, ''])
})

it('tells nothing that is too long for a message, until it is shorter', async () => {
  const { server, road, device, timers } = one()
  const longest = 'x'.repeat(LIMITS.messageMaxChars)
  device.type(`${longest}!`)
  timers.advance(20_000)
  await empty(road)
  expect([server.asked, device.text.length]).toEqual([0, longest.length + 1])
  device.type(longest)
  timers.advance(1_000)
  await empty(road)
  expect([server.asked, server.draft?.text.length]).toEqual([1, longest.length])
})

it('has one request under way, and tells what was written meanwhile after it', async () => {
  const { server, road, device, timers } = one()
  device.type('One')
  timers.advance(1_000)
  device.type('Two')
  device.drafts.flush()
  expect(road).toHaveLength(1)
  await empty(road)
  timers.advance(0)
  await empty(road)
  expect([server.asked, server.draft?.text, device.mostInFlight]).toEqual([2, 'Two', 1])
})

it('keeps what is written without a connection through a reload, and tells it later', async () => {
  const { server, road, device, timers } = one()
  device.online = false
  device.type('Offline')
  timers.advance(60_000)
  device.reload()
  expect([device.text, server.asked]).toEqual(['Offline', 0])
  device.connect()
  await empty(road)
  expect(server.draft?.text).toBe('Offline')
})

it('doesn’t bring back what was sent when the answer to it was lost', async () => {
  const { server, road, device, timers } = one()
  device.type('Hello')
  timers.advance(1_000)
  road.shift()?.()
  expect(server.draft?.text).toBe('Hello')
  device.online = false
  await empty(road)
  device.online = true
  device.drafts.clear(CHAT)
  device.connect()
  await empty(road)
  timers.advance(10_000)
  await empty(road)
  expect([device.text, server.draft?.text]).toEqual(['', ''])
})

it('vanishes from a chat that isn’t mine any more', async () => {
  const { road, device, server } = one()
  device.type('Hello')
  device.closed = true
  device.drafts.follow(CHAT)
  device.timers.advance(10_000)
  await empty(road)
  device.reload()
  expect([device.text, server.asked]).toEqual(['', 0])
})

type Step =
  | { readonly do: 'type' | 'send' | 'cut' | 'connect' | 'reload' | 'hear'; readonly at: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'deliver'; readonly which: number }

const at = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type' as const), at }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('send', 'cut', 'connect', 'reload', 'hear'), at }) as fc.Arbitrary<Step>,
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2_500 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(5) }) },
)

/** Two browsers of one person, what they write, and what becomes of it between them and the server. */
async function play(steps: readonly Step[], skewMs: number) {
  const timers = new Timers()
  const server = new DraftServer()
  const road: Road = []
  const devices = [new DraftDevice(server, road, { timers }), new DraftDevice(server, road, { timers, skewMs })]
  let said = 0
  let last = ''
  for (const one of steps) {
    const device = 'at' in one ? devices[one.at] : undefined
    if (one.do === 'wait') timers.advance(one.ms)
    else if (one.do === 'deliver') road.splice(one.which % (road.length || 1), 1)[0]?.()
    else if (device && one.do === 'type') {
      said += 1
      last = `text ${said}`
      device.type(last)
      timers.advance(1)
    } else if (device && one.do === 'send') {
      if (device.text !== '') last = ''
      device.drafts.clear(CHAT)
      timers.advance(1)
    } else if (device && one.do === 'cut') device.online = false
    else if (device && one.do === 'connect') device.connect()
    else if (device && one.do === 'reload') device.reload()
    else if (device?.online) device.hear(server.told())
    await settle()
  }
  for (let round = 0; round < 6; round += 1) {
    for (const device of devices) device.connect()
    timers.advance(6_000)
    await empty(road)
  }
  return { texts: devices.map(({ text }) => text), server, last, devices }
}

it('is the same on both browsers in the end, and what was typed last is not lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { texts, server, last, devices } = await play(steps, 0)
      expect(texts).toEqual([server.draft?.text ?? '', server.draft?.text ?? ''])
      if (last !== '') expect(texts[0]).toBe(last)
      for (const device of devices) expect(device.mostInFlight).toBeLessThanOrEqual(1)
    }),
    { numRuns: 500 },
  )
}, 60_000)

it('is the same on both in the end, also when a clock is wrong', async () => {
  const skew = fc.constantFrom(-7_200_000, -1_500, 1_500, 7_200_000)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), skew, async (steps, skewMs) => {
      const { texts, server } = await play(steps, skewMs)
      expect(texts).toEqual([server.draft?.text ?? '', server.draft?.text ?? ''])
    }),
    { numRuns: 300 },
  )
}, 60_000)

it('is what is typed after the other browser’s words were seen, whatever the clocks say', async () => {
  for (const skewMs of [-7_200_000, 7_200_000]) {
    const server = new DraftServer()
    const road: Road = []
    const timers = new Timers()
    const [right, wrong] = [
      new DraftDevice(server, road, { timers }),
      new DraftDevice(server, road, { timers, skewMs }),
    ]
    for (const [writer, reader, text] of [
      [wrong, right, 'One'],
      [right, wrong, 'Two'],
      [wrong, right, 'Three'],
    ] as const) {
      writer.type(text)
      timers.advance(1_000)
      await empty(road)
      reader.hear(server.told())
      expect([reader.text, writer.text]).toEqual([text, text])
    }
  }
})
