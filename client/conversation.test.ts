import { expect, it } from 'vitest'
import { LIMITS } from '@/server/domain/limits'
import type { ConversationHandle } from './kith'
import { Chance } from './testing/chance'
import type { Device } from './testing/device'
import { textTo } from './testing/make'
import { settle, Town } from './testing/town'

const SAID = 400

/** A device that has opened a conversation with much said in it; everything read unless `unreadAfter` says from where. */
async function opened(unreadAfter?: number): Promise<{ town: Town; device: Device; handle: ConversationHandle }> {
  const town = new Town(new Chance(1))
  const [ana = '', bea = ''] = town.users
  const id = await town.server.createGroup(ana, 'Talkative', [bea])
  for (let count = 0; count < SAID; count += 1) await say(town, id)
  const read = unreadAfter ?? SAID + 1
  await town.server.api(bea, 500).moveMarks([{ conversationId: id, read, seen: read }])
  await town.quieten()
  const device = town.devices.find(({ userId }) => userId === bea)
  if (!device) throw new Error('Bea has a device.')
  device.toggle(id)
  await town.quieten()
  return { town, device, handle: device.client.conversation(id) }
}

const say = (town: Town, conversationId: string) =>
  town.server.api(town.users[0] ?? '', 500).send(textTo(conversationId, 'something'))

const ends = ({ store }: ConversationHandle) => {
  const { events } = store.getState()
  return [events[0]?.seq, events.at(-1)?.seq]
}

it('opens at the newest when all is read', async () => {
  const { handle } = await opened()
  expect([ends(handle), handle.store.getState().unreadAfter]).toEqual([[352, 401], null])
})

it('opens around the first unread, and keeps its line while it is open', async () => {
  const { handle } = await opened(100)
  const [first = 0, last = 0] = ends(handle)
  expect(first).toBeLessThan(100)
  expect(last).toBeGreaterThan(100)
  handle.read(120)
  await settle()
  expect(handle.store.getState()).toMatchObject({ unreadAfter: 100, atEnd: false, state: { unread: SAID + 1 - 120 } })
})

it('takes its line for unread away once something is said there, by whatever way', async () => {
  const here = await opened(100)
  here.handle.send('answered')
  await settle()
  const several = await opened(100)
  several.device.client.sendTo([{ conversationId: several.handle.id }], 'to several')
  await settle()
  for (const { handle } of [here, several]) expect(handle.store.getState().unreadAfter).toBeNull()
})

it('stays where a person reads when the connection comes back', async () => {
  const { town, device, handle } = await opened()
  void handle.jumpTo(50)
  await town.quieten()
  const before = ends(handle)
  device.connection.cut()
  await say(town, handle.id)
  await town.quieten()
  expect(ends(handle)).toEqual(before)
  expect(handle.store.getState()).toMatchObject({ atEnd: false, lastSeq: SAID + 2 })
})

it('goes on with what was said meanwhile when it was at the end', async () => {
  const { town, device, handle } = await opened()
  device.connection.cut()
  for (let count = 0; count < 20; count += 1) await say(town, handle.id)
  await town.quieten()
  expect([ends(handle), handle.store.getState().atEnd]).toEqual([[352, SAID + 21], true])
})

it('reads its window again where it stands when what happened to its messages was passed over', async () => {
  const { town, device, handle } = await opened()
  void handle.jumpTo(50)
  await town.quieten()
  void handle.loadOlder()
  await town.quieten()
  const before = ends(handle)
  device.connection.cut()
  for (let count = 0; count < LIMITS.sinceMax + 10; count += 1) await say(town, handle.id)
  await town.server
    .api(town.users[0] ?? '', 500)
    .edit({ conversationId: handle.id, seq: 40, text: 'something else', mentions: [] })
  await town.quieten()
  expect(ends(handle)).toEqual(before)
  expect(handle.quote(40)).toMatchObject({ message: { text: 'something else' } })
  expect(handle.store.getState()).toMatchObject({ atEnd: false, lastSeq: SAID + LIMITS.sinceMax + 12 })
})

it('is read on from where it ended when very much was said meanwhile', async () => {
  const { town, device, handle } = await opened()
  device.connection.cut()
  for (let count = 0; count < LIMITS.sinceMax + 10; count += 1) await say(town, handle.id)
  await town.server
    .api(town.users[0] ?? '', 500)
    .edit({ conversationId: handle.id, seq: 400, text: 'something else', mentions: [] })
  await town.quieten()
  const [first, last = 0] = ends(handle)
  expect(first).toBe(352)
  expect(last).toBeGreaterThan(SAID + 1)
  expect(handle.quote(400)).toMatchObject({ message: { text: 'something else' } })
})

it('shows what is sent at once, and at the newest', async () => {
  const { town, handle } = await opened()
  void handle.jumpTo(50)
  await town.quieten()
  handle.send('Hello')
  expect(handle.store.getState().pending.map(({ text }) => text)).toEqual(['Hello'])
  await town.quieten()
  expect(handle.store.getState()).toMatchObject({ pending: [], atEnd: true })
  expect(ends(handle)[1]).toBe(SAID + 2)
})

it('keeps the identity of lines and events that didn’t change', async () => {
  const { town, device, handle } = await opened()
  const [line] = device.client.overview.getState().lines.filter(({ entry }) => entry.conversation.id !== handle.id)
  const { events } = handle.store.getState()
  const shown = device.client.overview.getState()
  await town.quieten()
  expect(device.client.overview.getState()).toBe(shown)
  await say(town, handle.id)
  await town.quieten()
  expect(device.client.overview.getState().lines.find(({ entry }) => entry.conversation.id !== handle.id)).toBe(line)
  expect(
    handle.store
      .getState()
      .events.slice(0, -1)
      .every((event, index) => event === events[index]),
  ).toBe(true)
})

it('lets go of what is far from what is drawn, and has it again when one goes there', async () => {
  const { town, handle } = await opened()
  const all = handle.store.getState()
  handle.letGo(370, 375, 3)
  expect([...ends(handle), handle.store.getState().atEnd]).toEqual([367, 378, false])
  await say(town, handle.id)
  await town.quieten()
  expect(ends(handle)).toEqual([367, 378])
  void handle.loadNewer()
  await town.quieten()
  void handle.loadOlder()
  await town.quieten()
  const now = handle.store.getState()
  expect(now.atEnd).toBe(true)
  expect(now.events.slice(-51, -1)).toEqual(all.events)
})

it('keeps what is unread while it is counted by it', async () => {
  const { town, handle } = await opened()
  for (let count = 0; count < 20; count += 1) await say(town, handle.id)
  await town.quieten()
  const newest = ends(handle)[1] ?? 0
  handle.letGo(newest, null, 2)
  expect(ends(handle)).toEqual([SAID - 1, newest])
  expect(handle.store.getState().state?.unread).toBe(20)
})
