/** What somebody said, by their user id. */
export interface Said {
  readonly by: string
  readonly text: string
  readonly at: Date
}

/** A direct conversation to be written as if it had been lived. Both have everything, and have read it, but for `unread`. */
export interface LivedConversation {
  readonly createdAt: Date
  /** The first made it. */
  readonly userIds: readonly [string, string]
  /** In order. */
  readonly said: readonly Said[]
  /** How many of others' messages at the end each user has not read. */
  readonly unread: Readonly<Record<string, number>>
}

export interface MemberRow {
  readonly userId: string
  readonly joinedSeq: number
  delivered: number
  seen: number
  receiptDelivered: number
  receiptSeen: number
}

export interface LogRow {
  readonly seq: number
  readonly kind: string
  readonly actorId: string
  readonly text: string | null
  readonly at: Date
}

export interface ConversationRows {
  readonly lastSeq: number
  readonly log: readonly LogRow[]
  readonly members: readonly MemberRow[]
}

/** The rows a conversation has left behind, under the rules the server keeps when people live it. */
export function conversationRows(conversation: LivedConversation): ConversationRows {
  const log = logOf(conversation)
  const members = conversation.userIds.map(member)
  for (const each of members) moveMarks(each, log, conversation.unread[each.userId] ?? 0)
  for (const each of members) moveReceipts(each, members, log)
  return { lastSeq: log.length, log, members }
}

function logOf({ userIds, createdAt, said }: LivedConversation): LogRow[] {
  const created = { kind: 'conversation:created', actorId: userIds[0], text: null, at: createdAt }
  const posted = said.map(({ by, text, at }) => ({ kind: 'message:posted', actorId: by, text, at }))
  return [created, ...posted].map((row, index) => ({ ...row, seq: index + 1 }))
}

const member = (userId: string): MemberRow => ({
  userId,
  joinedSeq: 1,
  delivered: 1,
  seen: 1,
  receiptDelivered: 0,
  receiptSeen: 0,
})

function moveMarks(member: MemberRow, log: readonly LogRow[], unread: number): void {
  member.delivered = log.length
  const others = log.filter((row) => row.text !== null && row.actorId !== member.userId)
  const firstUnread = unread > 0 ? others.at(-unread) : undefined
  member.seen = Math.max(member.joinedSeq, firstUnread ? firstUnread.seq - 1 : member.delivered)
}

/** The newest of the member's own messages that every other active member has, or has seen. */
function moveReceipts(member: MemberRow, members: readonly MemberRow[], log: readonly LogRow[]): void {
  const others = members.filter((each) => each !== member)
  const newestOwn = (covered: number) =>
    log.findLast((row) => row.text !== null && row.actorId === member.userId && row.seq <= covered)?.seq ?? 0
  member.receiptDelivered = newestOwn(Math.min(...others.map((each) => each.delivered)))
  member.receiptSeen = newestOwn(Math.min(...others.map((each) => each.seen)))
}
