import { describe, expect, it } from 'vitest'
import type { ConversationId } from '@/contracts/ids'
import { Chance } from './testing/chance'
import { Device } from './testing/device'
import { textTo } from './testing/make'
import { ModelServer } from './testing/model-server'
import { Network } from './testing/network'
import { Timers } from './testing/timers'
import { settle } from './testing/town'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Ana, and Bea's device, whose clock is ahead of the server's by so much, with the chat of both open. */
async function stage(skewMs: number) {
  const [timers, network, chance] = [new Timers(), new Network(), new Chance(1)]
  const devices: Device[] = []
  const server = new ModelServer(
    () => timers.now,
    (userId, event) => userId === bea && devices[0]?.connection.push(event),
  )
  const [ana, bea] = [server.addUser('ana'), server.addUser('bea')]
  const id: ConversationId = await server.createGroup(ana, 'Hiking', [bea])
  const device = new Device('bea', bea, { server, network, timers, chance }, skewMs)
  devices.push(device)
  const settled = async (): Promise<void> => {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      await settle()
      network.deliverAll()
    }
  }
  const pass = async (ms: number): Promise<void> => {
    timers.advance(ms)
    await settled()
  }
  device.connection.up()
  await settled()
  await pass(40_000)
  device.toggle(id)
  await settled()
  return {
    ...{ ana, bea, device, id, pass, server, settled, timers },
    say: (text: string) => server.api(ana, 500).send(textTo(id, text)),
    shown: () =>
      device.open
        .get(id)
        ?.store.getState()
        .events.flatMap((event) => (event.kind === 'message:posted' ? [event.message.text] : [])),
  }
}

describe.each([-DAY_MS, -5 * MINUTE_MS, 0, 5 * MINUTE_MS, DAY_MS])(
  'on a device whose clock is ahead by %d ms',
  (skewMs) => {
    it('what disappears goes in time where there is no network, neither early nor late', async () => {
      const { ana, device, id, pass, say, server, shown } = await stage(skewMs)
      await server.change(ana, id, { disappearAfterMs: 10 * MINUTE_MS })
      await say('fleeting')
      await pass(1_000)
      device.connection.cut()
      await pass(9 * MINUTE_MS)
      expect(shown()).toEqual(['fleeting'])
      await pass(MINUTE_MS)
      await pass(5_000)
      expect(shown()).toEqual([])
    })

    it('it does so, too, after a start without a network', async () => {
      const { ana, device, id, pass, say, server, shown } = await stage(skewMs)
      await server.change(ana, id, { disappearAfterMs: 10 * MINUTE_MS })
      await say('fleeting')
      await pass(1_000)
      await pass(1_000)
      device.restart()
      await pass(1_000)
      device.toggle(id)
      await pass(8 * MINUTE_MS)
      expect(shown()).toEqual(['fleeting'])
      await pass(2 * MINUTE_MS)
      await pass(5_000)
      expect(shown()).toEqual([])
    })

    it('what waits has the time that it has once it is sent', async () => {
      const { device, id, pass, settled, timers } = await stage(skewMs)
      device.connection.cut()
      device.client.sendTo([{ conversationId: id }], 'on its way')
      const [waiting] = device.client.pending.getState()
      expect(Math.abs(Date.parse(waiting?.createdAt ?? '') - timers.now)).toBeLessThan(1_000)
      device.connection.up()
      await settled()
      await pass(2_000)
      const sent = device.open.get(id)?.store.getState().events.at(-1)
      expect(Math.abs(Date.parse(sent?.at ?? '') - Date.parse(waiting?.createdAt ?? ''))).toBeLessThan(5_000)
    })

    it('a chat that is muted counts again when the time is over', async () => {
      const { bea, device, id, pass, say, server, timers } = await stage(skewMs)
      device.toggle(id)
      const mutedUntil = new Date(timers.now + HOUR_MS).toISOString()
      await server.api(bea, 500).setPrivateState({ conversationId: id, mutedUntil })
      const unread = () => device.client.overview.getState().unreadConversations
      await say('while muted')
      await pass(1_000)
      expect(unread()).toBe(0)
      await pass(HOUR_MS)
      await say('after that')
      await pass(1_000)
      expect(unread()).toBe(1)
    })

    it('what it writes later, and what another device wrote before, are told apart rightly', async () => {
      const { bea, device, id, pass, server, timers } = await stage(skewMs)
      const elsewhere = { text: 'before, elsewhere', replyTo: null, at: new Date(timers.now).toISOString() }
      await server.api(bea, 500).setPrivateState({ conversationId: id, draft: elsewhere })
      device.connection.cut()
      await pass(MINUTE_MS)
      device.client.drafts.write(id, { text: 'later, here', replyTo: null })
      await pass(MINUTE_MS)
      const last = { text: 'last, elsewhere', replyTo: null, at: new Date(timers.now).toISOString() }
      await server.api(bea, 500).setPrivateState({ conversationId: id, draft: last })
      device.connection.up()
      await pass(40_000)
      expect(device.client.drafts.store.getState().get(id)?.text).toBe('last, elsewhere')
    })
  },
)
