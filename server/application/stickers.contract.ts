import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StickerId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import type { Stickers } from './sticker-ports'

/** The port on a world with nothing in it, and what must come from elsewhere. */
export interface StickerStage {
  readonly stickers: Stickers
  newUser(): Promise<UserId>
  /** A finished upload, brought for `kind`, of 300 × 200. */
  bring(userId: UserId, kind: 'sticker' | 'file', blobId: string): Promise<string>
  /** Somebody sends the sticker to the user. */
  show(stickerId: StickerId, by: UserId, to: UserId): Promise<void>
}

const blob = () => randomBytes(32).toString('hex')
const shipped = (words: string, blobId = blob()) => ({
  blobId,
  words,
  emoji: '🙂',
  size: 1_000,
  width: 512,
  height: 512,
})

export function describeStickers(name: string, open: () => Promise<StickerStage>): void {
  describe(`${name} stickers`, () => {
    let stage: StickerStage
    let stickers: Stickers
    let ana: UserId
    let bea: UserId
    beforeEach(async () => {
      stage = await open()
      stickers = stage.stickers
      ana = await stage.newUser()
      bea = await stage.newUser()
    })

    async function addOne(owner: UserId, packId: string, words = 'a cat', blobId = blob()): Promise<StickerId> {
      const uploadId = await stage.bring(owner, 'sticker', blobId)
      return (await stickers.addSticker(owner, { packId, uploadId, emoji: '🐈', words })).stickerId
    }
    const newPack = async (owner: UserId, called: string) => (await stickers.createPack(owner, called)).packId
    const wordsIn = async (owner: UserId) => (await stickers.shelf(owner)).packs[0]?.stickers.map(({ words }) => words)

    it('has the shipped packs at hand for everybody, in order', async () => {
      await stickers.install([
        { slug: 'bears', name: 'Bears', stickers: [shipped('hugs'), shipped('growls')] },
        { slug: 'ants', name: 'Ants', stickers: [shipped('march')] },
      ])
      const { packs, others } = await stickers.shelf(ana)
      expect(packs.map(({ name, mine, stickers: all }) => [name, mine, all.map(({ words }) => words)])).toEqual([
        ['Ants', false, ['march']],
        ['Bears', false, ['hugs', 'growls']],
      ])
      expect(packs[0]?.stickers[0]).toMatchObject({
        emoji: '🙂',
        width: 512,
        height: 512,
        favourite: false,
        usedAt: null,
      })
      expect(others).toEqual([])
    })

    it('installs the same packs again without changing anything', async () => {
      const packs = [{ slug: 'bears', name: 'Bears', stickers: [shipped('hugs'), shipped('growls')] }]
      await stickers.install(packs)
      const before = await stickers.shelf(ana)
      const again = await Promise.all(Array.from({ length: 4 }, () => stickers.install(packs)))
      expect(again.flatMap(({ released }) => released)).toEqual([])
      expect(await stickers.shelf(ana)).toEqual(before)
    })

    it('keeps a favourite whose picture or words or order a new version changed, and drops what it leaves out', async () => {
      const [hugs, growls, sleeps] = [shipped('hugs'), shipped('growls'), shipped('sleeps')]
      await stickers.install([
        { slug: 'bears', name: 'Bears', stickers: [hugs, growls, sleeps] },
        { slug: 'ants', name: 'Ants', stickers: [shipped('march', 'a'.repeat(64))] },
      ])
      const [first, second] = (await stickers.shelf(ana)).packs[1]?.stickers ?? []
      await stickers.setFavourite(ana, first?.id ?? '', true)
      const redrawn = shipped('hugs')
      const renamed = { ...growls, words: 'roars', emoji: '🐻' }
      const { released } = await stickers.install([{ slug: 'bears', name: 'The bears', stickers: [renamed, redrawn] }])
      const { packs } = await stickers.shelf(ana)
      expect(packs.map((pack) => pack.name)).toEqual(['The bears'])
      expect(packs[0]?.stickers).toMatchObject([
        { id: second?.id, words: 'roars', emoji: '🐻', favourite: false },
        { id: first?.id, words: 'hugs', favourite: true },
      ])
      expect([...released].sort()).toEqual([hugs.blobId, sleeps.blobId, 'a'.repeat(64)].sort())
    })

    it('shows a pack to who made it, and to nobody else', async () => {
      const packId = await newPack(ana, 'Cats')
      const id = await addOne(ana, packId)
      expect((await stickers.shelf(ana)).packs).toEqual([
        {
          id: packId,
          name: 'Cats',
          mine: true,
          stickers: [
            { id, packId, emoji: '🐈', words: 'a cat', width: 300, height: 200, favourite: false, usedAt: null },
          ],
        },
      ])
      expect(await stickers.shelf(bea)).toEqual({ packs: [], others: [] })
    })

    it('changes only one’s own packs', async () => {
      const packId = await newPack(ana, 'Cats')
      const stickerId = await addOne(ana, packId)
      const uploadId = await stage.bring(bea, 'sticker', blob())
      for (const attempt of [
        () => stickers.renamePack(bea, packId, 'Mine'),
        () => stickers.addSticker(bea, { packId, uploadId, emoji: '🐈', words: 'x' }),
        () => stickers.changeSticker(bea, { stickerId, emoji: '🐕', words: 'a dog' }),
        () => stickers.orderStickers(bea, packId, [stickerId]),
        () => stickers.removeSticker(bea, stickerId),
        () => stickers.deletePack(bea, packId),
        () => stickers.setFavourite(bea, stickerId, true),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
      }
      await stickers.renamePack(ana, packId, 'Kittens')
      expect((await stickers.shelf(ana)).packs).toMatchObject([{ name: 'Kittens', stickers: [{ id: stickerId }] }])
    })

    it('makes a sticker only of one’s own finished picture that was brought for one', async () => {
      const packId = await newPack(ana, 'Cats')
      const theirs = await stage.bring(bea, 'sticker', blob())
      const file = await stage.bring(ana, 'file', blob())
      const add = (uploadId: string) => stickers.addSticker(ana, { packId, uploadId, emoji: '🐈', words: 'x' })
      await expect(add(theirs)).rejects.toMatchObject({ code: 'upload_missing' })
      await expect(add('0'.repeat(32))).rejects.toMatchObject({ code: 'upload_missing' })
      await expect(add(file)).rejects.toMatchObject({ code: 'invalid' })
    })

    it('says which blobs a removed sticker and a deleted pack leave', async () => {
      const packId = await newPack(ana, 'Cats')
      const [one, two] = [blob(), blob()]
      const first = await addOne(ana, packId, 'one', one)
      await addOne(ana, packId, 'two', two)
      expect(await stickers.removeSticker(ana, first)).toMatchObject({ released: [one] })
      expect(await stickers.deletePack(ana, packId)).toMatchObject({ released: [two] })
      expect(await stickers.shelf(ana)).toEqual({ packs: [], others: [] })
      await expect(stickers.deletePack(ana, packId)).rejects.toMatchObject({ code: 'not_found' })
    })

    it('goes on adding at the end after one was removed', async () => {
      const packId = await newPack(ana, 'Cats')
      const first = await addOne(ana, packId, 'one')
      await addOne(ana, packId, 'two')
      await stickers.removeSticker(ana, first)
      await addOne(ana, packId, 'three')
      expect((await stickers.shelf(ana)).packs[0]?.stickers.map(({ words }) => words)).toEqual(['two', 'three'])
    })

    it('says something else of a sticker', async () => {
      const packId = await newPack(ana, 'Cats')
      const stickerId = await addOne(ana, packId)
      await stickers.changeSticker(ana, { stickerId, emoji: '🐕', words: 'a dog' })
      expect((await stickers.shelf(ana)).packs[0]?.stickers).toMatchObject([
        { id: stickerId, emoji: '🐕', words: 'a dog' },
      ])
    })

    it('puts those named first, in that order, and keeps the rest', async () => {
      const packId = await newPack(ana, 'Cats')
      const other = await addOne(ana, await newPack(ana, 'Dogs'), 'elsewhere')
      const [one, two, three, four] = [
        await addOne(ana, packId, 'one'),
        await addOne(ana, packId, 'two'),
        await addOne(ana, packId, 'three'),
        await addOne(ana, packId, 'four'),
      ]
      await stickers.orderStickers(ana, packId, [three, other, one, three])
      expect(await wordsIn(ana)).toEqual(['three', 'one', 'two', 'four'])
      await stickers.orderStickers(ana, packId, [four, three, two, one])
      await addOne(ana, packId, 'five')
      expect(await wordsIn(ana)).toEqual(['four', 'three', 'two', 'one', 'five'])
      expect((await stickers.shelf(ana)).packs[1]?.stickers).toMatchObject([{ id: other }])
    })

    it('moves on what is private to a person with every change of their shelf, and nobody else’s', async () => {
      const { packId, privateVersion: start } = await stickers.createPack(ana, 'Cats')
      const stickerId = await addOne(ana, packId)
      const changes = [
        await stickers.renamePack(ana, packId, 'Kittens'),
        await stickers.changeSticker(ana, { stickerId, emoji: '🐕', words: 'a dog' }),
        await stickers.orderStickers(ana, packId, [stickerId]),
        await stickers.setFavourite(ana, stickerId, true),
        await stickers.removeSticker(ana, stickerId),
        await stickers.deletePack(ana, packId),
      ]
      expect(changes.map(({ privateVersion }) => privateVersion)).toEqual(changes.map((_, at) => start + 2 + at))
      expect((await stickers.createPack(bea, 'Dogs')).privateVersion).toBe(2)
    })

    it('lets a person like what was sent to them, and keeps it at hand', async () => {
      const packId = await newPack(ana, 'Cats')
      const liked = await addOne(ana, packId, 'liked')
      await addOne(ana, packId, 'not sent')
      await stage.show(liked, ana, bea)
      await stickers.setFavourite(bea, liked, true)
      expect((await stickers.shelf(bea)).others).toMatchObject([{ id: liked, words: 'liked', favourite: true }])
      expect((await stickers.shelf(ana)).packs[0]?.stickers[0]?.favourite).toBe(false)
      await stickers.setFavourite(bea, liked, false)
      expect((await stickers.shelf(bea)).others).toEqual([])
    })

    it('likes once, however often it is said', async () => {
      const packId = await newPack(ana, 'Cats')
      const id = await addOne(ana, packId)
      await Promise.all([stickers.setFavourite(ana, id, true), stickers.setFavourite(ana, id, true)])
      expect((await stickers.shelf(ana)).packs[0]?.stickers[0]?.favourite).toBe(true)
      await expect(stickers.setFavourite(ana, '999999', true)).rejects.toMatchObject({ code: 'not_found' })
    })

    it('has room for so many packs, however many are made at once', async () => {
      const made = await Promise.allSettled(
        Array.from({ length: LIMITS.stickerPacksMax + 3 }, (_, at) => stickers.createPack(ana, `Pack ${at}`)),
      )
      expect(made.filter(({ status }) => status === 'rejected')).toHaveLength(3)
      await expect(stickers.createPack(ana, 'One more')).rejects.toMatchObject({ code: 'full' })
      expect((await stickers.shelf(ana)).packs).toHaveLength(LIMITS.stickerPacksMax)
    })

    it('has room for so many stickers in a pack, however many are added at once', async () => {
      const packId = await newPack(ana, 'Cats')
      const uploadId = await stage.bring(ana, 'sticker', blob())
      const added = await Promise.allSettled(
        Array.from({ length: LIMITS.stickersPerPackMax + 2 }, () =>
          stickers.addSticker(ana, { packId, uploadId, emoji: '🐈', words: 'a cat' }),
        ),
      )
      expect(added.filter(({ status }) => status === 'rejected')).toHaveLength(2)
      expect((await stickers.shelf(ana)).packs[0]?.stickers).toHaveLength(LIMITS.stickersPerPackMax)
    })
  })
}
