import { randomBytes } from 'node:crypto'
import { describeStickers } from '@/server/application/stickers.contract'
import { newMessage } from '@/server/testing/conversation-stage'
import { createMemoryConversations } from './conversations'
import { addUser, createMemoryWorld } from './memory-world'
import { createMemoryMessageLog } from './message-log'
import { memoryStickers } from './stickers'

describeStickers('memory', async () => {
  const world = createMemoryWorld()
  const messages = createMemoryMessageLog(world)
  return {
    stickers: memoryStickers(world),
    async newUser() {
      const id = world.nextId()
      addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 1 })
      return id
    },
    async bring(userId, kind, blobId) {
      const uploadId = randomBytes(16).toString('hex')
      const looks = { width: 300, height: 200, thumbhash: null }
      world.uploads.set(uploadId, {
        ...{ uploadId, userId, kind, blobId, previewId: null, type: 'image/webp', size: 1_000 },
        ...looks,
      })
      return uploadId
    },
    async show(stickerId, by, to) {
      const { conversationId } = await createMemoryConversations(world).openDirect(by, to)
      const message = newMessage(by, conversationId, '')
      await messages.send([{ ...message, kind: 'sticker', attachments: [{ stickerId }] }])
    },
  }
})
