import { describeSearch } from '@/server/application/search.contract'
import { bringToMemory } from '@/server/testing/bring'
import { createMemoryConversations } from './conversations'
import { addUser, createMemoryWorld } from './memory-world'
import { createMemoryMessageLog } from './message-log'
import { createMemorySearch } from './search'

describeSearch('memory', async () => {
  const world = createMemoryWorld()
  let users = 0
  return {
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    search: createMemorySearch(world),
    bring: async (userId, upload) => bringToMemory(world, userId, upload),
    async newUser() {
      const id = String(++users)
      addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 1 })
      return id
    },
  }
})
