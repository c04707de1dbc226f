import { describeSending } from '@/server/application/sending.contract'
import { bringToMemory } from '@/server/testing/bring'
import { createMemoryConversations } from './conversations'
import { addUser, createMemoryWorld } from './memory-world'
import { createMemoryMessageLog } from './message-log'
import { memoryStickers } from './stickers'

describeSending('memory', async () => {
  const world = createMemoryWorld()
  return {
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    stickers: memoryStickers(world),
    bring: async (userId, upload) => bringToMemory(world, userId, upload),
    async newUser() {
      const id = world.nextId()
      addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 1 })
      return id
    },
  }
})
