import type { MessagePosted } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import type { ContentKind, SearchHit, SearchMessagesInput } from '@/contracts/search'
import type { Search } from '@/server/application/log-ports'
import { contentOf } from '@/server/domain/content'
import { compareIds } from '@/server/domain/roles'
import { contentKinds } from '@/server/domain/search/content-kind'
import { hitExcerpt } from '@/server/domain/search/excerpt'
import { isSearchable, matches, readQuery, type Wanted } from '@/server/domain/search/search-query'
import { searchText } from '@/server/domain/search/search-text'
import { isShown } from '@/server/domain/shown'
import { waitsFor } from './asking'
import type { MemoryConversation, MemoryMember, MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { linesFor } from './present'

type Found = MessagePosted & { readonly content: readonly ContentKind[] }

export function createMemorySearch(world: MemoryWorld): Search {
  return {
    messages: async (userId, input) => {
      const scope = input.conversationId
        ? [openTo(world, userId, input.conversationId)]
        : [...world.conversations.keys()].sort(compareIds).flatMap((id) => {
            const conversation = world.conversations.get(id)
            const member = conversation?.members.get(userId)
            // What waits for one's yes is among no chats.
            return conversation && member && waitsFor(world, conversation) !== userId ? [{ conversation, member }] : []
          })
      const wanted = readQuery(input.query)
      if (wanted.length > 0 && !isSearchable(wanted)) return { hits: [], cursor: null }
      const orderOf = ({ message, seq }: Found) => (input.conversationId ? seq : Number(message.id))
      const all = scope
        .flatMap(({ conversation, member }) => foundIn(world, conversation, member, input, wanted))
        .filter((one) => input.cursor === undefined || orderOf(one) < Number(input.cursor))
        .sort((one, other) => orderOf(other) - orderOf(one))
      const once = [...new Map(all.toReversed().map((one) => [one.message.id, one])).values()].reverse()
      const page = once.slice(0, input.limit)
      const last = once.length > page.length ? page.at(-1) : undefined
      return { hits: page.map((one) => hitOf(one, wanted)), cursor: last ? String(orderOf(last)) : null }
    },

    gallery: async (userId, { conversationId, kind, cursor, limit }) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      return postedIn(world, conversation, member)
        .filter(({ seq, content }) => content.includes(kind) && (cursor === undefined || seq < cursor))
        .map(({ seq }) => seq)
        .reverse()
        .slice(0, limit)
    },

    firstAt: async (userId, conversationId, at) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      const lines = linesFor(world, conversation, member)
      const found: Seq | undefined = lines.find((line) => line.at >= at)?.seq ?? lines.at(-1)?.seq
      return found ?? null
    },
  }
}

function foundIn(
  world: MemoryWorld,
  conversation: MemoryConversation,
  member: MemoryMember,
  { senderId, kind, after, before }: SearchMessagesInput,
  wanted: readonly Wanted[],
): readonly Found[] {
  return postedIn(world, conversation, member).filter(
    ({ seq, message, content }) =>
      (senderId === undefined || message.senderId === senderId) &&
      (kind === undefined || content.includes(kind)) &&
      (after === undefined || message.sentAt >= after) &&
      (before === undefined || message.sentAt < before) &&
      matches(searchText(`${message.text} ${fileNames(message)}`), wanted) &&
      !editedAfter(conversation, member, seq),
  )
}

function postedIn(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): readonly Found[] {
  return linesFor(world, conversation, member).flatMap((line) =>
    line.kind === 'message:posted' && line.message.deleted === null ? [{ ...line, content: contentIn(line) }] : [],
  )
}

function contentIn({ message: { attachments, text } }: MessagePosted): readonly ContentKind[] {
  const kinds = attachments.map(({ kind }) => kind)
  return contentKinds(contentOf(text, kinds))
}

/** Its present wording isn’t shown to the member. */
function editedAfter({ identity, log }: MemoryConversation, member: MemoryMember, target: Seq): boolean {
  const last = log.findLast((row) => row.target === target && row.kind === 'message:edited')
  return last !== undefined && !isShown(identity.kind, member, last.seq)
}

const fileNames = ({ attachments }: MessagePosted['message']): string =>
  attachments.flatMap(({ kind, name }) => (kind === 'file' && name ? name : [])).join(' ')

function hitOf({ conversationId, seq, message, content }: Found, wanted: readonly Wanted[]): SearchHit {
  const { id: messageId, senderId, sentAt, text } = message
  const excerpt = hitExcerpt(text, fileNames(message), wanted)
  const { expiresAt } = message.places.find((place) => place.conversationId === conversationId) ?? {}
  return { messageId, conversationId, seq, senderId, sentAt, ...(expiresAt && { expiresAt }), ...excerpt, content }
}
