import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { BlobId } from '@/server/application/file-ports'
import { groupedByPlaces } from '@/server/application/grouped-by-places'
import type { Committed } from '@/server/application/log-ports'
import { actsEverywhere, type Changeable, changesMessage, type MessageChange } from '@/server/domain/change-message'
import { requireRoomToPin } from '@/server/domain/pins'
import { firstLink } from '@/server/domain/text/first-link'
import { coversAll, maySee, showSeq } from '@/server/domain/visibility'
import { isOver } from './apply-decision'
import { waitsFor } from './asking'
import { blockedIn } from './blocks'
import { keepApart } from './bring-back'
import type {
  MemoryConversation,
  MemoryLogRow,
  MemoryMember,
  MemoryMessage,
  MemoryPlacement,
  MemoryWorld,
} from './memory-world'
import { pinnedFor, placementIn } from './message-of'
import { openTo } from './open-to'
import { countPins } from './pins'
import { eventFor } from './present'
import { standingsOf } from './standings'

export function changeMessage(
  world: MemoryWorld,
  actorId: UserId,
  conversationId: ConversationId,
  seq: Seq,
  change: MessageChange,
) {
  const { conversation, member } = openTo(world, actorId, conversationId)
  const message = messageAt(world, conversation, seq)
  const { kind } = conversation.identity
  const changes = changesMessage(
    {
      actorId,
      member,
      conversation: {
        kind,
        closed: conversation.shared.closed || isOver(world, conversation),
        blocking: blockedIn(world, conversation, actorId),
        waits: waitsFor(world, conversation) === actorId,
      },
      seq,
      message: message && changeable(conversation, message, member),
      now: world.now(),
    },
    change,
  )
  if (message === null || !changes) {
    const changedSeq = conversation.log.findLast((row) => row.seq === seq || row.target === seq)?.seq ?? seq
    return { changed: { conversationId, seq, changedSeq }, committed: [], released: [] }
  }
  if (change.kind === 'message:pinned' && change.pinned) requireRoomToPin(countPins(world, conversation, member))
  const everywhere = actsEverywhere(change, actorId, message.senderId)
  const targets = message.placements.filter(
    (place) => place.deletedBy === null && (everywhere || place.conversationId === conversationId),
  )
  const rows = store(world, actorId, message, targets, change)
  return {
    changed: { conversationId, seq, changedSeq: rows.get(conversationId)?.seq ?? seq },
    committed: [...rows].flatMap(([id, row]) => committedIn(world, id, row)),
    released: blobsGone(message, world.messages.get(message.id)),
  }
}

function blobsGone({ attachments }: MemoryMessage, now: MemoryMessage | undefined): readonly BlobId[] {
  if (now?.attachments.length === attachments.length) return []
  return [
    ...new Set(attachments.flatMap(({ blobId, previewId }) => [blobId, ...(previewId === null ? [] : [previewId])])),
  ]
}

export function messageAt(world: MemoryWorld, { log }: MemoryConversation, seq: Seq): MemoryMessage | null {
  const row = log[seq - 1]
  return row?.kind === 'message:posted' ? (world.messages.get(row.messageId ?? '') ?? null) : null
}

export function changeable(conversation: MemoryConversation, message: MemoryMessage, actor: MemoryMember): Changeable {
  const here = placementIn(conversation, message)
  const { senderId, kind, text, sentAt, attachments } = message
  const mine = here.reactions.find(({ userId, until }) => userId === actor.userId && until === null)
  const { deletedBy } = here
  const pinned = pinnedFor(conversation, here, actor)
  const more = { attached: attachments.length, pinned, reaction: mine?.emoji ?? null }
  return { senderId, kind, text, sentAt, deleted: deletedBy !== null, ...more }
}

/** The event of a row of the log, once for each of the sets of places that its recipients see. */
export function committedIn(
  world: MemoryWorld,
  conversationId: ConversationId,
  row: MemoryLogRow,
): readonly Committed[] {
  const conversation = world.conversations.get(conversationId)
  const message = world.messages.get(row.messageId ?? '')
  if (conversation === undefined || message === undefined) return []
  const target = row.target ?? row.seq
  const direct = conversation.identity.kind === 'direct'
  const members = [...conversation.members.values()].filter((one) => maySee(one, row.seq) || (direct && !one.away))
  const sees = (one: MemoryMember) => maySee(one, row.seq) && maySee(one, target) && !one.own.get(target)?.hidden
  const shown = members.filter(sees)
  const skipping = members.filter((one) => !sees(one)).map(({ userId }) => userId)
  const deleted = placementIn(conversation, message).deletedBy !== null
  const whole = (one: MemoryMember) =>
    direct ? coversAll(one.intervals, target, row.seq) && (one.active || deleted) : one.active || deleted
  const recipients = shown.filter(whole).map(({ userId }) => userId)
  const otherwise = shown.filter((one) => !whole(one)).map(({ userId }) => [userId])
  const groups = groupedByPlaces(recipients, standingsOf(world, message))
  const alike =
    placementIn(conversation, message).deletedBy === null ? groups.map((group) => group.recipients) : [recipients]
  return [...alike, ...otherwise].flatMap((userIds, index) => {
    const viewer = conversation.members.get(userIds[0] ?? skipping[0] ?? '')
    if (viewer === undefined) return []
    const event = eventFor(world, conversation, viewer, row)
    return [{ event, recipients: userIds, skipping: index === 0 ? skipping : [] }]
  })
}

function store(
  world: MemoryWorld,
  actorId: UserId,
  message: MemoryMessage,
  targets: readonly MemoryPlacement[],
  change: MessageChange,
): ReadonlyMap<ConversationId, MemoryLogRow> {
  const conversations = targets.flatMap(({ conversationId }) => world.conversations.get(conversationId) ?? [])
  const at = world.now(
    conversations
      .map(({ lastSentAt }) => lastSentAt)
      .sort()
      .at(-1),
  )
  const rows = new Map<ConversationId, MemoryLogRow>()
  for (const conversation of conversations) {
    const { seq: target } = placementIn(conversation, message)
    const seq = conversation.log.length + 1
    const setTo = change.kind === 'message:pinned' ? Number(change.pinned) : null
    const row = { seq, kind: change.kind, actorId, at, userId: null, messageId: message.id, target, setTo }
    conversation.log.push(row)
    rows.set(conversation.identity.id, row)
    if (change.kind === 'message:deleted') tellThoseWhoLeft(conversation, target, seq)
    else keepApart(world, conversation, actorId, seq)
  }
  const placements = message.placements.map((before) => {
    const place = change.kind === 'message:edited' ? withMentionsKept(message, before) : before
    const row = rows.get(place.conversationId)
    return row === undefined ? place : placed(world, place, change, row)
  })
  world.messages.set(message.id, changed({ ...message, placements }, change, at))
  return rows
}

function changed(message: MemoryMessage, change: MessageChange, at: string): MemoryMessage {
  if (change.kind === 'message:edited') {
    const before = { text: message.text, at: message.editedAt ?? message.sentAt, preview: message.preview }
    const preview = message.preview?.url === firstLink(change.text) ? message.preview : null
    return { ...message, text: change.text, preview, editedAt: at, versions: [...message.versions, before] }
  }
  if (message.placements.some(({ deletedBy }) => deletedBy === null)) return message
  const placements = message.placements.map((place) => ({ ...place, mentions: [], mentionsBefore: {} }))
  const nothing = {
    text: '',
    kind: 'text',
    attachments: [],
    filesErased: undefined,
    forwardedFrom: null,
    preview: null,
    editedAt: null,
    versions: [],
  } as const
  return { ...message, ...nothing, placements }
}

function withMentionsKept({ versions }: MemoryMessage, place: MemoryPlacement): MemoryPlacement {
  const mentionsBefore = { ...place.mentionsBefore, [versions.length]: place.mentions }
  return { ...place, mentions: [], mentionsBefore }
}

function placed(
  world: MemoryWorld,
  place: MemoryPlacement,
  change: MessageChange,
  { actorId, at, seq }: MemoryLogRow,
): MemoryPlacement {
  switch (change.kind) {
    case 'message:edited':
      return { ...place, mentions: mentionedIn(world, place.conversationId, change.mentions) }
    case 'message:deleted':
      return { ...place, deletedBy: actorId, pinned: null, reactions: [] }
    case 'message:pinned':
      return { ...place, pinned: change.pinned ? { by: actorId, at } : null }
    case 'message:reacted': {
      const ended = place.reactions.map((stay) =>
        stay.userId === actorId && stay.until === null ? { ...stay, until: seq } : stay,
      )
      const begun = change.emoji === null ? [] : [{ userId: actorId, emoji: change.emoji, from: seq, until: null }]
      return { ...place, reactions: [...ended, ...begun] }
    }
  }
}

/** Those who are in it now. */
export function mentionedIn(world: MemoryWorld, id: ConversationId, mentions: readonly UserId[]): readonly UserId[] {
  const members = world.conversations.get(id)?.members
  return [...new Set(mentions)].filter((userId) => members?.get(userId)?.active)
}

export function tellThoseWhoLeft({ members }: MemoryConversation, target: Seq, seq: Seq): void {
  for (const member of members.values()) {
    if (member.active || !maySee(member, target)) continue
    members.set(member.userId, { ...member, intervals: showSeq(member.intervals, seq) })
  }
}
