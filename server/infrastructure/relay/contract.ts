import { afterEach, describe, expect, it } from 'vitest'
import type { Channel, Relay, RelayEvent, RelaySubscription } from '@/server/application/relay-ports'

const profile = (version: number): RelayEvent => ({
  name: 'profile:changed',
  payload: { id: '1', userName: 'ana', fullName: 'Ana', about: '', pictureId: null, version },
})

/** Two relays that reach each other (the same one, in one process), with a way to end what was opened. */
export interface RelayPair {
  readonly near: Relay
  readonly far: Relay
}

/** What every relay does, whoever publishes. */
export function describeRelay(name: string, open: () => Promise<RelayPair>): void {
  describe(`${name} relay`, () => {
    let pair: RelayPair | undefined
    afterEach(async () => {
      await pair?.near.close()
      await pair?.far.close()
      pair = undefined
    })

    async function setUp() {
      pair = await open()
      const { near, far } = pair
      const heard: { channels: readonly Channel[]; event: RelayEvent }[] = []
      const subscription = far.listen(
        (channels, event) => heard.push({ channels, event }),
        () => {},
      )
      return { near, far, heard, subscription }
    }

    /** All that was published before has arrived once an event to a channel of our own has. */
    async function settled(near: Relay, far: Relay): Promise<void> {
      await new Promise<void>((resolve, reject) => {
        const marker: Channel = 'user.999999'
        const subscription: RelaySubscription = far.listen(
          () => {
            subscription.close().then(resolve, reject)
          },
          () => {},
        )
        subscription.join(marker)
        far.flush().then(() => near.publish([marker], profile(0)), reject)
      })
    }

    it('carries an event to those who joined its channel', async () => {
      const { near, far, heard, subscription } = await setUp()
      subscription.join('user.1')
      await far.flush()
      near.publish(['user.1'], profile(2))
      await settled(near, far)
      expect(heard).toEqual([{ channels: ['user.1'], event: profile(2) }])
    })

    it('carries nothing to those who joined other channels', async () => {
      const { near, far, heard, subscription } = await setUp()
      subscription.join('user.2')
      subscription.join('presence.1')
      await far.flush()
      near.publish(['user.1', 'user.22'], profile(2))
      await settled(near, far)
      expect(heard).toEqual([])
    })

    it('calls a listener once for an event of several channels, with those it joined', async () => {
      const { near, far, heard, subscription } = await setUp()
      for (const channel of ['user.1', 'user.2', 'user.4'] as const) subscription.join(channel)
      await far.flush()
      near.publish(['user.1', 'user.2', 'user.3'], profile(2))
      near.publish(['user.3', 'user.4'], profile(3))
      await settled(near, far)
      expect(heard).toEqual([
        { channels: ['user.1', 'user.2'], event: profile(2) },
        { channels: ['user.4'], event: profile(3) },
      ])
    })

    it('keeps the order in which one process publishes', async () => {
      const { near, far, heard, subscription } = await setUp()
      subscription.join('user.1')
      subscription.join('user.2')
      await far.flush()
      const versions = Array.from({ length: 200 }, (_, version) => version)
      for (const version of versions) near.publish([version % 2 ? 'user.1' : 'user.2'], profile(version))
      await settled(near, far)
      expect(heard.map(({ event }) => event.payload)).toEqual(versions.map((version) => profile(version).payload))
    })

    it('tells each of several listeners', async () => {
      const { near, far, heard, subscription } = await setUp()
      const other: (readonly Channel[])[] = []
      const second = far.listen(
        (channels) => other.push(channels),
        () => {},
      )
      subscription.join('user.1')
      second.join('user.1')
      second.join('user.2')
      await far.flush()
      near.publish(['user.1', 'user.2'], profile(2))
      await settled(near, far)
      expect(heard.map(({ channels }) => channels)).toEqual([['user.1']])
      expect(other).toEqual([['user.1', 'user.2']])
    })

    it('carries nothing after leaving or closing, and goes on for who stays', async () => {
      const { near, far, heard, subscription } = await setUp()
      const other: RelayEvent[] = []
      const second = far.listen(
        (_, event) => other.push(event),
        () => {},
      )
      for (const channel of ['user.1', 'user.2'] as const) {
        subscription.join(channel)
        second.join(channel)
      }
      await far.flush()
      subscription.leave('user.1')
      await far.flush()
      near.publish(['user.1'], profile(2))
      await settled(near, far)
      await subscription.close()
      near.publish(['user.2'], profile(3))
      await settled(near, far)
      expect(heard).toEqual([])
      expect(other).toEqual([profile(2), profile(3)])
    })

    it('takes joining and leaving twice for once', async () => {
      const { near, far, heard, subscription } = await setUp()
      subscription.join('user.1')
      subscription.join('user.1')
      subscription.leave('user.2')
      await far.flush()
      near.publish(['user.1', 'user.1'], profile(2))
      subscription.leave('user.2')
      await settled(near, far)
      expect(heard).toEqual([{ channels: ['user.1'], event: profile(2) }])
    })

    it('goes on when a listener fails, and has that listener doubt', async () => {
      const { near, far, heard, subscription } = await setUp()
      let doubts = 0
      const failing = far.listen(
        () => {
          throw new Error('a listener that fails')
        },
        () => {
          doubts += 1
        },
      )
      failing.join('user.1')
      subscription.join('user.1')
      await far.flush()
      near.publish(['user.1'], profile(2))
      await settled(near, far)
      expect(heard).toHaveLength(1)
      expect(doubts).toBe(1)
    })

    it('carries a long text of any characters unchanged', async () => {
      const { near, far, heard, subscription } = await setUp()
      subscription.join('user.1')
      await far.flush()
      const about = '\u0001"é😀\n'.repeat(20_000)
      const event: RelayEvent = { ...profile(1), payload: { ...profile(1).payload, about } } as RelayEvent
      near.publish(['user.1'], event)
      await settled(near, far)
      expect(heard[0]?.event).toEqual(event)
    })
  })
}
