import { describeRetention } from '@/server/application/retention.contract'
import { bringToMemory } from '@/server/testing/bring'
import { retainInMemory } from '@/server/testing/retain'
import { createMemoryConversations } from './conversations'
import { addUser, createMemoryWorld } from './memory-world'
import { createMemoryMessageLog } from './message-log'
import { createMemorySearch } from './search'
import { memoryStickers } from './stickers'

describeRetention('memory', async () => {
  const world = createMemoryWorld()
  return {
    ...retainInMemory(world),
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    search: createMemorySearch(world),
    stickers: memoryStickers(world),
    bring: async (userId, upload) => bringToMemory(world, userId, upload),
    async newUser() {
      const id = world.nextId()
      addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 1 })
      return id
    },
  }
})
