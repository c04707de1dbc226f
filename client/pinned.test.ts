import { expect, it } from 'vitest'
import { LIMITS } from '@/server/domain/limits'
import { Chance } from './testing/chance'
import { textTo } from './testing/make'
import { settle, Town } from './testing/town'

const SAID = 120

/** Bea's device, in a group where Ana said more than a window holds. `before`: what happens until Bea opens it. */
async function opened(before: (bea: ReturnType<Town['server']['api']>, id: string) => unknown = () => {}) {
  const town = new Town(new Chance(1))
  const [ana = '', bea = ''] = town.users
  const id = await town.server.createGroup(ana, 'Talkative', [bea])
  for (let count = 0; count < SAID; count += 1) await town.server.api(ana, 500).send(textTo(id, 'something'))
  const api = town.server.api(bea, 500)
  await api.moveMarks([{ conversationId: id, read: SAID + 1 }])
  await before(api, id)
  const device = town.devices.find(({ userId }) => userId === bea)
  if (!device) throw new Error('Bea has a device.')
  await town.quieten()
  device.toggle(id)
  await town.quieten()
  const handle = device.client.conversation(id)
  const pin = (seq: number, pinned = true) => town.server.api(ana, 500).pin({ conversationId: id, seq, pinned })
  return { town, handle, pin, state: () => handle.store.getState() }
}

it('knows what is pinned outside the window, from before and live, and what it says', async () => {
  const { town, handle, pin, state } = await opened((api, conversationId) =>
    api.pin({ conversationId, seq: 9, pinned: true }),
  )
  expect(state().pinned).toEqual([9])
  await pin(5)
  await pin(SAID)
  await town.quieten()
  expect(state().events[0]?.seq).toBeGreaterThan(9)
  expect(state().pinned).toEqual([9, 5, SAID])
  for (const seq of state().pinned) expect(handle.quote(seq)).toMatchObject({ seq, message: { text: 'something' } })
  await pin(9, false)
  await town.quieten()
  expect(state().pinned).toEqual([5, SAID])
})

it('shows no pin of what was deleted for me, though nothing here tells so but its absence', async () => {
  const { town, pin, state } = await opened((api, conversationId) =>
    api.setOwn({ conversationId, seqs: [5], hidden: true }),
  )
  await pin(5)
  await pin(6)
  await town.quieten()
  expect(state().pinned).toEqual([6])
})

it('shows what I pin and delete for myself at once', async () => {
  const { town, handle, state } = await opened()
  void handle.pin(5, true)
  void handle.pin(SAID, true)
  await settle()
  expect(state().pinned).toEqual([5, SAID])
  await town.quieten()
  void handle.setOwn([SAID], { hidden: true })
  await settle()
  expect(state().pinned).toEqual([5])
  void handle.pin(5, false)
  await settle()
  expect(state().pinned).toEqual([])
})

it('shows what is when no more can be pinned', async () => {
  const { town, handle, pin, state } = await opened()
  for (let seq = 2; seq < LIMITS.pinnedMax + 2; seq += 1) await pin(seq)
  await town.quieten()
  const refused = handle.pin(SAID, true).catch(({ code }) => code)
  await settle()
  expect(state().pinned).toHaveLength(LIMITS.pinnedMax + 1)
  await town.quieten()
  expect(await refused).toBe('full')
  expect(state().pinned).toHaveLength(LIMITS.pinnedMax)
})
