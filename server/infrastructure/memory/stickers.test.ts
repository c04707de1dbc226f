import { randomBytes, randomUUID } from 'node:crypto'
import { describeStickers } from '@/server/application/stickers.contract'
import { memoryStickers, type StickerWorld } from './stickers'

describeStickers('memory', async () => {
  const world: StickerWorld = { uploads: new Map(), shown: new Set() }
  return {
    stickers: memoryStickers(world),
    newUser: async () => randomUUID(),
    async bring(userId, kind, blobId) {
      const id = randomBytes(16).toString('hex')
      world.uploads.set(`${userId}/${id}`, { kind, blobId, width: 300, height: 200 })
      return id
    },
    async show(stickerId, _by, to) {
      world.shown.add(`${to}/${stickerId}`)
    },
  }
})
