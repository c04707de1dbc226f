import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Chance } from './testing/chance'
import type { Device } from './testing/device'
import { settle, Town } from './testing/town'

const RUNS = Math.min(Number(process.env.KITH_TEST_SEEDS ?? 100), 500)

/** Ana has a phone and a tablet, both up to date; the tablet is away. */
async function awayFrom(chance: Chance) {
  const town = new Town(chance)
  await town.found()
  await town.quieten()
  const [phone, bea, , tablet] = town.devices as [Device, Device, Device, Device]
  const [group = '', , direct = ''] = town.conversations
  for (const device of [phone, bea]) device.client.sendTo([{ conversationId: direct }], 'Said before')
  await town.quieten()
  tablet.connection.cut()
  const texts = (): string[] => [...town.server.world.messages.values()].map(({ text }) => text)
  return { town, phone, bea, tablet, group, direct, texts }
}

async function write({ client }: Device, places: Parameters<typeof client.sendTo>[0]): Promise<void> {
  const file = new Blob(['What is to go along'])
  client.sendTo(places, 'Waits')
  client.sendTo(places, 'Waits with a file', { attachments: [{ kind: 'file', file, name: 'waits.txt' }] })
  for (const place of places)
    if ('conversationId' in place) client.drafts.write(place.conversationId, { text: 'Begun', replyTo: null })
  await settle()
}

describe('what waits on a device that is away, for a chat that is deleted on another', () => {
  it('goes with it, and brings it back to nobody, whoever else deletes it and whatever crashes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const chance = new Chance(seed)
        const { town, phone, bea, tablet, group, direct, texts } = await awayFrom(chance)
        const id = chance.pick([direct, group]) ?? direct
        const [, beaId = ''] = town.users
        await write(tablet, [id === direct && chance.next() < 0.5 ? { userId: beaId } : { conversationId: id }])
        expect(await tablet.waiting()).toHaveLength(3)
        void phone.client.deleteChat(id).catch(() => {})
        await settle()
        town.network.deliverAll()
        const dice = chance.next()
        const comesBack = id === direct && dice < 0.3
        if (comesBack) bea.client.sendTo([{ conversationId: id }], 'Still there?')
        else if (dice < 0.6) void bea.client.deleteChat(id).catch(() => {})
        await settle()
        town.network.deliverAll()
        if (chance.next() < 0.5) tablet.restart()
        await settle()
        tablet.connection.up()
        for (let step = 0; step < 20; step += 1) {
          if (chance.next() < 0.2) tablet.connection.cut()
          else if (chance.next() < 0.3) tablet.connection.up()
          else town.network.deliver(chance)
          await settle()
        }
        await town.quieten()
        expect(texts().filter((text) => text.startsWith('Waits'))).toEqual([])
        expect(await tablet.waiting()).toEqual([])
        expect(tablet.client.pending.getState()).toEqual([])
        expect(tablet.client.drafts.store.getState().get(id)).toBeUndefined()
        for (const one of [phone, tablet]) {
          const lines = one.client.overview.getState().lines.map(({ entry }) => entry.conversation.id)
          expect(lines.includes(id)).toBe(comesBack)
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 60_000)

  it('goes to the other chats that it is for', async () => {
    const { town, phone, tablet, group, direct } = await awayFrom(new Chance(1))
    tablet.client.sendTo([{ conversationId: direct }, { conversationId: group }], 'For both')
    void phone.client.deleteChat(direct)
    await settle()
    await town.quieten()
    const said = [...town.server.world.messages.values()].find(({ text }) => text === 'For both')
    expect(said?.placements.map(({ conversationId }) => conversationId)).toEqual([group])
    expect(await tablet.waiting()).toEqual([])
  })

  it('is sent to the chats that are still there', async () => {
    const { town, tablet, direct, texts } = await awayFrom(new Chance(1))
    tablet.client.sendTo([{ conversationId: direct }], 'Still wanted')
    tablet.restart()
    await town.quieten()
    expect(texts()).toContain('Still wanted')
    expect(await tablet.waiting()).toEqual([])
  })
})
