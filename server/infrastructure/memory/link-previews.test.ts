import { describeLinkPreviews } from '@/server/application/link-previews.contract'
import { createMemoryConversations } from './conversations'
import { createMemoryLinkPreviews } from './link-previews'
import { addUser, createMemoryWorld } from './memory-world'
import { createMemoryMessageLog } from './message-log'

describeLinkPreviews('memory', async () => {
  const world = createMemoryWorld()
  return {
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    linkPreviews: createMemoryLinkPreviews(world),
    async newUser() {
      const id = world.nextId()
      addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 1 })
      return id
    },
  }
})
