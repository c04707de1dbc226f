import type { Place } from '@/contracts/dto'
import type { MessageId } from '@/contracts/ids'
import type { LinkPreviews } from '@/server/application/link-ports'
import type { Committed } from '@/server/application/log-ports'
import { keepApart } from './bring-back'
import { committedIn } from './change-message'
import type { MemoryMessage, MemoryWorld } from './memory-world'

/** It forgets nothing: what no message shows any more is no matter in memory. */
export function createMemoryLinkPreviews(world: MemoryWorld): LinkPreviews {
  return {
    async subject({ conversationId, seq }) {
      const message = messageIn(world, { conversationId, seq })
      if (message === undefined) return null
      return { messageId: message.id, text: message.text, shown: message.preview?.url ?? null }
    },
    known: async (url) => world.linkPreviews.has(url),
    async keep(url, { title, site, description, picture }) {
      if (world.linkPreviews.has(url)) return
      const { width = 0, height = 0, thumbhash = null } = picture ?? {}
      const shown = picture && { width, height, thumbhash: thumbhash && Buffer.from(thumbhash).toString('base64') }
      world.linkPreviews.set(url, { url, title, site, description, picture: shown })
    },
    show: async (messageId, text, url) => ({ committed: show(world, messageId, text, url), released: [] }),
    forgetUnused: async () => [],
  }
}

function messageIn(world: MemoryWorld, { conversationId, seq }: Place): MemoryMessage | undefined {
  return [...world.messages.values()].find(({ placements }) =>
    placements.some((place) => place.conversationId === conversationId && place.seq === seq),
  )
}

function show(world: MemoryWorld, messageId: MessageId, text: string, url: string | null): readonly Committed[] {
  const message = world.messages.get(messageId)
  const preview = url === null ? null : (world.linkPreviews.get(url) ?? null)
  if (message === undefined || message.text !== text || (url !== null && preview === null)) return []
  if (message.preview?.url === preview?.url) return []
  if (message.placements.every(({ deletedBy }) => deletedBy !== null)) return []
  world.messages.set(messageId, { ...message, preview })
  return message.placements.flatMap(({ conversationId, seq: target, deletedBy }) => {
    const conversation = world.conversations.get(conversationId)
    if (conversation === undefined || deletedBy !== null) return []
    const [seq, at] = [conversation.log.length + 1, world.now(conversation.lastSentAt)]
    const row = {
      seq,
      kind: 'message:previewed' as const,
      actorId: message.senderId,
      at,
      userId: null,
      messageId,
      target,
    }
    conversation.log.push(row)
    keepApart(world, conversation, message.senderId, seq)
    return committedIn(world, conversationId, row)
  })
}
