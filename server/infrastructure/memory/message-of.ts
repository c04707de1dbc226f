import type { Attachment, Message, MessageVersion } from '@/contracts/dto'
import type { MessageId, Seq, UserId } from '@/contracts/ids'
import { mentionsOf, messagePlace, placeInTime } from '@/server/application/grouped-by-places'
import { reactionsAt } from '@/server/domain/reactions'
import { maySee } from '@/server/domain/visibility'
import { stickerIn } from './at-hand'
import type {
  MemoryAttachment,
  MemoryConversation,
  MemoryLogRow,
  MemoryMember,
  MemoryMessage,
  MemoryPlacement,
  MemoryWorld,
} from './memory-world'

/** The message as this member may see it: for who has left, as it was then, unless it was deleted. */
export function messageFor(
  world: MemoryWorld,
  conversation: MemoryConversation,
  viewer: MemoryMember,
  messageId: MessageId,
): Message {
  const message = world.messages.get(messageId)
  if (message === undefined) throw new Error(`Message ${messageId} is in the log but not there.`)
  const { id, clientId, senderId, createdAt, sentAt, kind, attachments, forwardedFrom } = message
  const here = placementIn(conversation, message)
  const { deletedBy, replyTo, seq } = here
  const asOf = shownUntil(here, viewer)
  const changedSeq = changesOf(conversation, here, asOf).at(-1)?.seq ?? seq
  const shared = { id, clientId, senderId, createdAt, sentAt, replyTo, changedSeq }
  if (deletedBy !== null) {
    const nothing = {
      kind: 'text' as const,
      text: '',
      attachments: [],
      mentions: [],
      forwardedFrom: null,
      preview: null,
      pinned: null,
    }
    const places = [placeInTime(here)]
    return { ...shared, ...nothing, places, editedAt: null, deleted: { by: deletedBy }, reactions: [] }
  }
  const earlier = earlierWordings(conversation, message, viewer)
  const { text, at } = message.versions[earlier.length] ?? { text: message.text, at: message.editedAt ?? sentAt }
  const seen = placesSeen(world, conversation, message, viewer, asOf).map((place) => ({
    conversationId: place.conversationId,
    seq: place.seq,
    expiresAt: place.expiresAt,
    mentions: mentionsAt(place, message, earlier.length),
  }))
  return {
    ...shared,
    kind,
    text,
    attachments: attachments.map((one) => told(world, one)),
    forwardedFrom,
    preview: previewAt(conversation, message, asOf),
    mentions: mentionsOf(seen),
    places: seen.map(messagePlace),
    pinned: pinAt(conversation, here, asOf),
    editedAt: earlier.length > 0 ? at : null,
    deleted: null,
    reactions: reactionsAt(here.reactions, asOf),
  }
}

/** A sticker that isn't in its pack any more stays what was sent, but nothing can be done with it. */
function told(world: MemoryWorld, { told: attachment }: MemoryAttachment): Attachment {
  const { sticker } = attachment
  if (sticker === null) return attachment
  const now = stickerIn(world, sticker.id)?.sticker
  return { ...attachment, sticker: now ? { id: now.id, emoji: now.emoji, words: now.words } : null }
}

/** Whom the wording after `earlier` others mentions there. */
function mentionsAt(
  { mentions, mentionsBefore }: Pick<MemoryPlacement, 'mentions' | 'mentionsBefore'>,
  { versions }: MemoryMessage,
  earlier: number,
): readonly UserId[] {
  return earlier < versions.length ? (mentionsBefore?.[earlier] ?? []) : mentions
}

export function placementIn({ identity }: MemoryConversation, { id, placements }: MemoryMessage): MemoryPlacement {
  const here = placements.find(({ conversationId }) => conversationId === identity.id)
  if (here === undefined) throw new Error(`Message ${id} is not in conversation ${identity.id}.`)
  return here
}

/** Who has left is told of no place that came later. */
function placesSeen(
  world: MemoryWorld,
  conversation: MemoryConversation,
  message: MemoryMessage,
  viewer: MemoryMember,
  asOf: Seq,
): readonly MemoryPlacement[] {
  const here = placementIn(conversation, message)
  const later = conversation.log.find(
    (row) => row.target === here.seq && row.kind === 'message:placed' && row.seq > asOf,
  )
  return message.placements.filter((place) => {
    const there = world.conversations.get(place.conversationId)
    const member = there?.members.get(viewer.userId)
    if (member === undefined || !maySee(member, place.seq)) return false
    return later === undefined || place === here || (there?.log[place.seq - 1]?.at ?? '') < later.at
  })
}

/** Who has left is shown none that came later; and none any more once it was taken away. */
function previewAt({ log }: MemoryConversation, message: MemoryMessage, asOf: Seq): Message['preview'] {
  const later = log.some((row) => row.messageId === message.id && row.kind === 'message:previewed' && row.seq > asOf)
  return later ? null : message.preview
}

function pinAt(conversation: MemoryConversation, here: MemoryPlacement, asOf: Seq): Message['pinned'] {
  if (asOf === Number.POSITIVE_INFINITY) return here.pinned
  const pins = changesOf(conversation, here, asOf).filter(({ kind }) => kind === 'message:pinned')
  const last = pins.at(-1)
  return last === undefined || pins.length % 2 === 0 ? null : { by: last.actorId, at: last.at }
}

/** The wordings before the one that this member is shown. */
export function earlierWordings(
  conversation: MemoryConversation,
  message: MemoryMessage,
  viewer: MemoryMember,
): readonly MessageVersion[] {
  const here = placementIn(conversation, message)
  if (here.deletedBy !== null) return []
  const asOf = shownUntil(here, viewer)
  const later = conversation.log.filter(
    (row) => row.target === here.seq && row.kind === 'message:edited' && row.seq > asOf,
  )
  return message.versions.slice(0, message.versions.length - later.length)
}

function shownUntil({ deletedBy }: MemoryPlacement, viewer: MemoryMember): Seq {
  return viewer.active || deletedBy !== null ? Number.POSITIVE_INFINITY : viewer.changedSeq
}

function changesOf({ log }: MemoryConversation, { seq }: MemoryPlacement, asOf: Seq): MemoryLogRow[] {
  return log.filter((row) => row.target === seq && row.seq <= asOf)
}
