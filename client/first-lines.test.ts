import { expect, it, vi } from 'vitest'
import { Chance } from './testing/chance'
import { Device } from './testing/device'
import { textTo } from './testing/make'
import { ModelServer } from './testing/model-server'
import { Network } from './testing/network'
import { Timers } from './testing/timers'
import { settle } from './testing/town'

const FIRST = 2

/** Bea, who was never on this device, and her groups with Ana, who said something in each: in the last one last. */
async function newcomer(groups: number) {
  const [timers, network] = [new Timers(), new Network()]
  const devices: Device[] = []
  const server = new ModelServer(
    () => timers.now,
    (userId, event) => {
      for (const device of devices) if (device.userId === userId) device.connection.push(event)
    },
  )
  const [ana, bea] = [server.addUser('ana'), server.addUser('bea')]
  const says = (id: string) => server.api(ana, 500).send(textTo(id, 'Something'))
  const ids: string[] = []
  for (let group = 0; group < groups; group += 1) ids.push(await server.createGroup(ana, `Group ${group}`, [bea]))
  for (const id of ids) {
    timers.advance(1_000)
    await says(id)
  }
  const overview = vi.spyOn(server, 'overview')
  /** What was asked for, in turn. */
  const asked = () => overview.mock.calls.filter(([userId]) => userId === bea).map(([, first]) => first ?? 'all')
  const start = (): Device => {
    const around = { server, network, timers, chance: new Chance(1), firstLines: FIRST }
    const device = new Device('1', bea, around)
    devices.push(device)
    return device
  }
  /** Everything that is on its way now gets there; answers are on their way then. */
  const arrive = async (): Promise<void> => {
    await settle()
    network.deliverAll()
    await settle()
  }
  const rest = async (): Promise<void> => {
    do {
      await arrive()
      timers.advance(50)
    } while (network.size > 0)
  }
  return { ...{ timers, network, server, ana, bea, ids, says, asked, start, arrive, rest } }
}

const shown = ({ client }: Device) => {
  const { status, rest, lines, unreadConversations } = client.overview.getState()
  return { status, rest, ids: lines.map(({ entry }) => entry.conversation.id), unreadConversations }
}
const unread = ({ client }: Device, id: string) =>
  client.overview.getState().lines.find(({ entry }) => entry.conversation.id === id)?.state.unread

it('shows the lines that stand first before the others are here, and counts when all are', async () => {
  const { ids, asked, start, arrive, rest, server, bea } = await newcomer(5)
  await server.api(bea, 500).setPrivateState({ conversationId: ids[0] ?? '', pinned: true })
  await server.api(bea, 500).setPrivateState({ conversationId: ids[4] ?? '', archived: true })
  const device = start()
  expect(shown(device).status).toBe('loading')
  await arrive()
  await arrive()
  const among = { archived: true, requests: false }
  expect(shown(device)).toEqual({ status: 'first', rest: among, ids: [ids[0], ids[3]], unreadConversations: 0 })
  await rest()
  const all = [ids[0], ids[4], ids[3], ids[2], ids[1]]
  expect(shown(device)).toEqual({ status: 'ready', rest: null, ids: all, unreadConversations: 5 })
  expect(asked()).toEqual([FIRST, 'all'])
})

it('has once what is said between the first lines and the others, wherever that is', async () => {
  const { ids, says, start, arrive, rest, timers } = await newcomer(5)
  const device = start()
  device.connection.up()
  await arrive()
  await arrive()
  expect(shown(device).status).toBe('first')
  for (const id of [ids[4] ?? '', ids[0] ?? '']) {
    timers.advance(1_000)
    await says(id)
  }
  await arrive()
  expect(unread(device, ids[4] ?? '')).toBe(2)
  await rest()
  expect(shown(device).ids).toEqual([ids[0], ids[4], ids[3], ids[2], ids[1]])
  expect([unread(device, ids[4] ?? ''), unread(device, ids[0] ?? '')]).toEqual([2, 2])
})

it('lets go of a chat that stood first and is gone when all are read, also without a connection', async () => {
  const { ids, server, bea, start, arrive, rest } = await newcomer(5)
  const device = start()
  await arrive()
  await arrive()
  expect(shown(device).ids).toEqual([ids[4], ids[3]])
  await server.api(bea, 500).clear(ids[4] ?? '')
  await rest()
  expect(shown(device)).toMatchObject({ status: 'ready', ids: [ids[3], ids[2], ids[1], ids[0]] })
})

it('keeps what came while all were on their way', async () => {
  const { ana, bea, server, start, arrive, rest } = await newcomer(5)
  const device = start()
  device.connection.up()
  await arrive()
  await arrive()
  // All are read now; a chat begins before they are here.
  await arrive()
  const { conversationId } = await server.api(ana, 500).openDirect(bea)
  await server.api(ana, 500).send(textTo(conversationId, 'Hello'))
  await rest()
  expect(shown(device).ids).toHaveLength(6)
  expect(shown(device).ids[0]).toBe(conversationId)
})

it.each([0, 1, FIRST])('asks once for an overview of %i chats, which is whole at once', async (groups) => {
  const { ids, asked, start, arrive, rest } = await newcomer(groups)
  const device = start()
  await arrive()
  await arrive()
  expect(shown(device)).toMatchObject({ status: 'ready', rest: null, ids: [...ids].reverse() })
  await rest()
  expect(asked()).toEqual([FIRST])
})

it('asks for all again when they couldn’t be had, and not for the first', async () => {
  const { ids, asked, start, arrive, rest, network, timers } = await newcomer(5)
  const device = start()
  device.connection.up()
  await arrive()
  await arrive()
  await settle()
  while (network.size > 0) network.lose(new Chance(1))
  await settle()
  expect(shown(device).status).toBe('first')
  timers.advance(1_000)
  await rest()
  expect(shown(device)).toMatchObject({ status: 'ready', ids: [...ids].reverse() })
  expect(asked().filter((what) => what === FIRST)).toHaveLength(1)
})

it('opens a chat that stands further down without waiting for all', async () => {
  const { ids, server, bea, start, rest } = await newcomer(5)
  const first = await server.overview(bea, FIRST)
  vi.spyOn(server, 'overview').mockImplementation(async (_, count) => (count ? first : new Promise(() => {})))
  const device = start()
  const [opened = ''] = ids
  device.toggle(opened)
  await rest()
  expect(shown(device).status).toBe('first')
  expect(device.open.get(opened)?.store.getState().status).toBe('ready')
})

it('shows what is stored when it starts again, and asks for no first lines', async () => {
  const { ids, asked, start, rest } = await newcomer(5)
  const device = start()
  device.connection.up()
  await rest()
  await device.client.stop()
  device.restart()
  await settle()
  expect(shown(device)).toMatchObject({ status: 'ready', ids: [...ids].reverse() })
  await rest()
  expect(asked()).toEqual([FIRST, 'all'])
})
