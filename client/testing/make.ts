import type { Conversation, HistoryPage, Member, MemberEvent, MessagePosted, OverviewEntry } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

const AT = '2026-01-01T00:00:00.000Z'
export const ME: UserId = '9'

export const conversation = (over: Partial<Conversation> = {}): Conversation => ({
  id: '1',
  kind: 'group',
  name: 'Hiking',
  pictureId: null,
  pair: null,
  pastOpen: false,
  receiptsShown: true,
  closed: false,
  disappearAfterMs: null,
  endsAt: null,
  report: null,
  createdAt: AT,
  changedSeq: 1,
  ...over,
})

export const member = (userId: UserId, over: Partial<Member> = {}): Member => ({
  userId,
  role: 'member',
  active: true,
  joinedSeq: 1,
  changedSeq: 1,
  ...over,
})

export const posted = (seq: Seq, senderId: UserId = '2', conversationId = '1'): MessagePosted => ({
  kind: 'message:posted',
  conversationId,
  seq,
  at: AT,
  actorId: senderId,
  message: {
    id: `${seq}`,
    clientId: `client ${seq}`,
    senderId,
    kind: 'text',
    text: `message ${seq}`,
    attachments: [],
    mentions: [],
    forwardedFrom: null,
    preview: null,
    places: [{ conversationId, seq }],
    pinned: null,
    createdAt: AT,
    sentAt: AT,
    editedAt: null,
    deleted: null,
    replyTo: null,
    reactions: [],
    changedSeq: seq,
  },
})

/** What is sent to say a text. */
export const textTo = (conversationId: string, text: string) => ({
  clientId: crypto.randomUUID(),
  createdAt: AT,
  kind: 'text' as const,
  text,
  attachments: [],
  mentions: [],
  places: [{ conversationId }],
})

export const memberEvent = (kind: MemberEvent['kind'], seq: Seq, of: Member): MemberEvent => ({
  kind,
  conversationId: '1',
  seq,
  at: AT,
  actorId: '2',
  member: of,
})

/** A line at `lastSeq` with everything read. */
export const entry = (lastSeq: Seq, over: Partial<OverviewEntry> = {}): OverviewEntry => ({
  conversation: conversation(),
  member: member(ME),
  lastSeq,
  delivered: lastSeq,
  lastEvent: posted(lastSeq),
  state: {
    version: 1,
    read: lastSeq,
    unread: 0,
    unreadAt: lastSeq,
    mentions: 0,
    ownVersion: 0,
    draft: null,
    clearedTo: 0,
    away: false,
    markedUnread: false,
    mutedUntil: null,
    mentionsOnly: false,
    pinnedAt: null,
    archived: false,
    request: false,
  },
  receipts: { delivered: 0, seen: 0 },
  ...over,
})

/** The newest page, read when `readAt` was the last. */
export const newestPage = (events: HistoryPage['events'], readAt: Seq): HistoryPage => ({
  events,
  readAt,
  own: [],
  pinned: [],
  atStart: false,
  atEnd: true,
})
