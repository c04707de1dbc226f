import type { ConversationId, Instant, Seq } from '@/contracts/ids'
import type { GalleryInput, GalleryPage, SearchMessagesInput, SearchPage } from '@/contracts/search'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** Messages that the actor may see, newest first. @throws KithError `not_found` */
export function searchMessages({ search }: Pick<Ports, 'search'>) {
  return ({ userId }: Actor, input: SearchMessagesInput): Promise<SearchPage> => search.messages(userId, input)
}

/** A conversation's messages with pictures, files, voices or links. @throws KithError `not_found` */
export function readGallery({ search, messages }: Pick<Ports, 'search' | 'messages'>) {
  return async ({ userId }: Actor, input: GalleryInput): Promise<GalleryPage> => {
    const seqs = await search.gallery(userId, input)
    const events = seqs.length > 0 ? await messages.quotes(userId, input.conversationId, seqs) : []
    const newest = [...events].sort((one, other) => other.seq - one.seq)
    return { events: newest, next: seqs.length < input.limit ? null : (seqs.at(-1) ?? null) }
  }
}

/** The first line of a conversation at that instant or later, else the last; null: none. @throws KithError `not_found` */
export function findFirstAt({ search }: Pick<Ports, 'search'>) {
  return async ({ userId }: Actor, { conversationId, at }: { conversationId: ConversationId; at: Instant }) => {
    const seq: Seq | null = await search.firstAt(userId, conversationId, at)
    return { seq }
  }
}
