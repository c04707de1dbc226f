import type { Message, MessageVersion } from '@/contracts/dto'
import type { MessageId, UserId } from '@/contracts/ids'
import { mentionsOf, messagePlace, placeInTime } from '@/server/application/grouped-by-places'
import { reactionsAt } from '@/server/domain/reactions'
import { isShown } from '@/server/domain/shown'
import { maySee } from '@/server/domain/visibility'
import type {
  MemoryConversation,
  MemoryLogRow,
  MemoryMember,
  MemoryMessage,
  MemoryPlacement,
  MemoryVersion,
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
  const shown = shownTo(conversation, here, viewer)
  const known = (row: MemoryLogRow) => shown(row) || row.kind === 'message:filesErased'
  const changedSeq = changesOf(conversation, here).findLast(known)?.seq ?? seq
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
  const wording = message.versions[earlier.length] ?? { ...message, at: message.editedAt ?? sentAt }
  const { text, at } = wording
  const seen = placesSeen(world, conversation, message, viewer, shown).map((place) => ({
    conversationId: place.conversationId,
    seq: place.seq,
    expiresAt: place.expiresAt,
    mentions: mentionsAt(place, message, earlier.length),
  }))
  return {
    ...shared,
    kind,
    text,
    attachments: attachments.map(({ told }) => told),
    ...(message.filesErased && { filesErased: message.filesErased }),
    forwardedFrom,
    preview: previewAt(conversation, here, wording, shown),
    mentions: mentionsOf(seen),
    places: seen.map(messagePlace),
    pinned: pinAt(conversation, here, shown),
    editedAt: earlier.length > 0 ? at : null,
    deleted: null,
    reactions: reactionsAt(here.reactions, (at) => shown({ seq: at })),
  }
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
  shown: Shown,
): readonly MemoryPlacement[] {
  const here = placementIn(conversation, message)
  const later = conversation.log.find((row) => row.target === here.seq && row.kind === 'message:placed' && !shown(row))
  return message.placements.filter((place) => {
    const there = world.conversations.get(place.conversationId)
    const member = there?.members.get(viewer.userId)
    if (member === undefined || !maySee(member, place.seq)) return false
    return later === undefined || place === here || (there?.log[place.seq - 1]?.at ?? '') < later.at
  })
}

/** Of the wording that is shown. Nobody is shown one that they weren’t told of. */
function previewAt(
  conversation: MemoryConversation,
  here: MemoryPlacement,
  { text, preview }: Pick<MemoryMessage, 'text' | 'preview'>,
  shown: Shown,
): Message['preview'] {
  const changes = changesOf(conversation, here)
  const since = changes.findLastIndex((row) => row.kind === 'message:edited' && shown(row)) + 1
  const until = changes.findIndex((row, index) => index >= since && row.kind === 'message:edited')
  const ofWording = changes.slice(since, until === -1 ? undefined : until)
  const hidden = ofWording.some((row) => row.kind === 'message:previewed' && !shown(row))
  return hidden || !preview || !text.includes(preview.url) ? null : preview
}

function pinAt(conversation: MemoryConversation, here: MemoryPlacement, shown: Shown): Message['pinned'] {
  const last = changesOf(conversation, here).findLast((row) => row.kind === 'message:pinned' && shown(row))
  return last?.setTo === 1 ? { by: last.actorId, at: last.at } : null
}

/** Whether the member is shown that it is pinned. */
export function pinnedFor(conversation: MemoryConversation, here: MemoryPlacement, member: MemoryMember): boolean {
  return here.deletedBy === null && pinAt(conversation, here, shownTo(conversation, here, member)) !== null
}

/** Whether the wording that the member is shown mentions them. */
export function mentionedIn(conversation: MemoryConversation, message: MemoryMessage, member: MemoryMember): boolean {
  const here = placementIn(conversation, message)
  if (here.deletedBy !== null) return false
  return mentionsAt(here, message, earlierWordings(conversation, message, member).length).includes(member.userId)
}

/** The wordings before the one that this member is shown. */
function earlierWordings(
  conversation: MemoryConversation,
  message: MemoryMessage,
  viewer: MemoryMember,
): readonly MemoryVersion[] {
  const here = placementIn(conversation, message)
  if (here.deletedBy !== null) return []
  const edits = editsOf(conversation, here)
  const later = edits.length - 1 - edits.findLastIndex(shownTo(conversation, here, viewer))
  return message.versions.slice(0, message.versions.length - later)
}

/** Those of them that this member was shown. */
export function wordingsShown(
  conversation: MemoryConversation,
  message: MemoryMessage,
  viewer: MemoryMember,
): readonly MessageVersion[] {
  const here = placementIn(conversation, message)
  const edits = editsOf(conversation, here)
  const shown = shownTo(conversation, here, viewer)
  const wordings = earlierWordings(conversation, message, viewer).filter((_, index) => {
    const edit = edits[index - 1 - (message.versions.length - edits.length)]
    return edit === undefined || shown(edit)
  })
  return wordings.map(({ text, at }) => ({ text, at }))
}

/** Whether what became of a message is shown. */
type Shown = (row: Pick<MemoryLogRow, 'seq'>) => boolean

function shownTo({ identity }: MemoryConversation, { deletedBy }: MemoryPlacement, viewer: MemoryMember): Shown {
  return ({ seq }) => deletedBy !== null || isShown(identity.kind, viewer, seq)
}

function changesOf({ log }: MemoryConversation, { seq }: MemoryPlacement): MemoryLogRow[] {
  return log.filter((row) => row.target === seq)
}

function editsOf(conversation: MemoryConversation, here: MemoryPlacement): MemoryLogRow[] {
  return changesOf(conversation, here).filter(({ kind }) => kind === 'message:edited')
}
