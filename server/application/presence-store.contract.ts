import { beforeEach, describe, expect, it } from 'vitest'
import type { UserId } from '@/contracts/ids'
import type { PresenceStore } from './relay-ports'

export interface PresenceStoreStage {
  readonly store: PresenceStore
  /** Two users nothing is known of yet. */
  readonly ana: UserId
  readonly bea: UserId
  passTime(ms: number): Promise<void>
}

/** What every store of presence does. */
export function describePresenceStore(name: string, setUp: () => Promise<PresenceStoreStage>): void {
  describe(`${name} presence store`, () => {
    let stage: PresenceStoreStage
    beforeEach(async () => {
      stage = await setUp()
    })
    const read = async (userId: UserId) => (await stage.store.read([userId]))[0]

    it('knows nothing of somebody who was never here', async () => {
      expect(await read(stage.ana)).toEqual({ userId: stage.ana, online: false, lastSeenAt: null })
    })

    it('answers once for each user asked for', async () => {
      const presences = await stage.store.read([stage.ana, stage.bea, stage.ana])
      expect(presences.map(({ userId }) => userId).sort()).toEqual([stage.ana, stage.bea].sort())
    })

    it('has somebody online for as long as was reported, and last seen then', async () => {
      const { store, ana, passTime } = stage
      await store.renewLease('one', 60_000)
      await store.report('one', [{ userId: ana, onlineForMs: 20_000 }])
      expect(await read(ana)).toEqual({ userId: ana, online: true, lastSeenAt: null })
      await passTime(21_000)
      const after = await read(ana)
      expect(after).toMatchObject({ online: false })
      expect(Date.parse(after?.lastSeenAt ?? '')).not.toBeNaN()
    })

    it('ends it at once when told so, and keeps when they were last seen', async () => {
      const { store, ana, passTime } = stage
      await store.renewLease('one', 60_000)
      await store.report('one', [{ userId: ana, onlineForMs: 20_000 }])
      await store.report('one', [{ userId: ana, onlineForMs: 0 }])
      const first = await read(ana)
      expect(first?.online).toBe(false)
      await passTime(5_000)
      await store.report('one', [{ userId: ana, onlineForMs: 0 }])
      const second = await read(ana)
      expect(second?.lastSeenAt).not.toBeNull()
      expect(Date.parse(second?.lastSeenAt ?? '')).toBeLessThanOrEqual(Date.parse(first?.lastSeenAt ?? ''))
    })

    it('has somebody online who is so at any gateway', async () => {
      const { store, ana } = stage
      await store.renewLease('one', 60_000)
      await store.renewLease('two', 60_000)
      await store.report('one', [{ userId: ana, onlineForMs: 0 }])
      await store.report('two', [{ userId: ana, onlineForMs: 20_000 }])
      expect((await read(ana))?.online).toBe(true)
    })

    it('has nobody online whose gateway lost its lease', async () => {
      const { store, ana, bea, passTime } = stage
      await store.renewLease('one', 15_000)
      await store.report('one', [{ userId: ana, onlineForMs: 120_000 }])
      await passTime(16_000)
      expect((await read(ana))?.online).toBe(false)
      expect((await read(ana))?.lastSeenAt).not.toBeNull()
      expect((await read(bea))?.online).toBe(false)
    })

    it('has them online again when a gateway that was held up renews its lease', async () => {
      const { store, ana, passTime } = stage
      await store.renewLease('one', 15_000)
      await store.report('one', [{ userId: ana, onlineForMs: 120_000 }])
      await passTime(20_000)
      await store.renewLease('one', 15_000)
      expect((await read(ana))?.online).toBe(true)
    })

    it('answers the other gateways whose leases hold', async () => {
      const { store, passTime } = stage
      expect(await store.renewLease('one', 60_000)).toEqual([])
      expect(await store.renewLease('two', 15_000)).toEqual(['one'])
      expect(await store.renewLease('one', 60_000)).toEqual(['two'])
      await passTime(16_000)
      expect(await store.renewLease('one', 60_000)).toEqual([])
    })

    it('keeps when they were last seen after their gateway ended, or was long dead', async () => {
      const { store, ana, bea, passTime } = stage
      await store.renewLease('one', 15_000)
      await store.renewLease('two', 15_000)
      await store.report('one', [{ userId: ana, onlineForMs: 20_000 }])
      await store.report('two', [{ userId: bea, onlineForMs: 20_000 }])
      await store.endLease('one')
      expect(await read(ana)).toMatchObject({ online: false, lastSeenAt: expect.any(String) })
      await passTime(90_000)
      await store.renewLease('three', 15_000)
      await expect(store.report('two', [{ userId: bea, onlineForMs: 20_000 }])).rejects.toThrow()
      expect(await read(bea)).toMatchObject({ online: false, lastSeenAt: expect.any(String) })
    })

    it('ends a lease that was never there', async () => {
      await expect(stage.store.endLease('never')).resolves.toBeUndefined()
    })
  })
}
