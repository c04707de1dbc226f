import { describeApartChanges } from '@/server/application/apart-changes.contract'
import { describeBlocks } from '@/server/application/blocks.contract'
import { describeBoundedSends } from '@/server/application/bounded-sends.contract'
import { describeClearing } from '@/server/application/clearing.contract'
import { describeConversations } from '@/server/application/conversations.contract'
import { describeDisappearing } from '@/server/application/disappearing.contract'
import { describeEnding } from '@/server/application/ending.contract'
import { describeFirstEntries } from '@/server/application/first-entries.contract'
import { describeGroupReceipts } from '@/server/application/group-receipts.contract'
import { describeInvitations } from '@/server/application/invitations.contract'
import { describeMentions } from '@/server/application/mentions.contract'
import { describeMessageChanges } from '@/server/application/message-changes.contract'
import { describeMessageLog } from '@/server/application/message-log.contract'
import { describeOwnMarks } from '@/server/application/own-marks.contract'
import { describePins } from '@/server/application/pins.contract'
import { describePlacing } from '@/server/application/placing.contract'
import { describeRequests } from '@/server/application/requests.contract'
import { askFirstInMemory } from '@/server/testing/ask-first'
import { expireInMemory } from '@/server/testing/expire'
import { memoryBlocks } from './blocks'
import { createMemoryConversations } from './conversations'
import { createMemoryLinkPreviews } from './link-previews'
import { addUser, createMemoryWorld } from './memory-world'
import { createMemoryMessageLog } from './message-log'
import { memoryRequests } from './requests'
import { createMemorySearch } from './search'

async function open() {
  const world = createMemoryWorld()
  let users = 0
  return {
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    expire: expireInMemory(world),
    blocks: memoryBlocks(world),
    linkPreviews: createMemoryLinkPreviews(world),
    requests: memoryRequests(world),
    search: createMemorySearch(world),
    askFirst: askFirstInMemory(world),
    async newUser() {
      const id = String(++users)
      addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 1 })
      return id
    },
  }
}

describeMessageLog('memory', open)
describeBoundedSends('memory', open)
describeMessageChanges('memory', open)
describeOwnMarks('memory', open)
describePins('memory', open)
describeMentions('memory', open)
describePlacing('memory', open)
describeConversations('memory', open)
describeClearing('memory', open)
describeDisappearing('memory', open)
describeEnding('memory', open)
describeFirstEntries('memory', open)
describeGroupReceipts('memory', open)
describeBlocks('memory', open)
describeApartChanges('memory', open)
describeRequests('memory', open)
describeInvitations('memory', open)
