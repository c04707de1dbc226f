import type { Happening } from './script'

/** A conversation to be written as if it had been lived. Everybody has everything, and has read it, but for `unread`. */
export interface LivedConversation {
  readonly kind: 'direct' | 'group'
  readonly name: string | null
  readonly pictureId: string | null
  readonly createdAt: Date
  /** User ids of those who were there from the start. The first made it, and owns a group. */
  readonly userIds: readonly string[]
  /** In order. People are user ids. */
  readonly happenings: readonly Happening[]
  /** How many of others' messages at the end each user has not read. */
  readonly unread: Readonly<Record<string, number>>
}

export interface MemberRow {
  readonly userId: string
  readonly role: 'owner' | 'member'
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
  readonly userId: string | null
  readonly text: string | null
  readonly at: Date
}

export interface ConversationRows {
  readonly name: string | null
  readonly lastSeq: number
  readonly changedSeq: number
  readonly log: readonly LogRow[]
  readonly members: readonly MemberRow[]
}

/** The rows a conversation has left behind, under the rules the server keeps when people live it. */
export function conversationRows(conversation: LivedConversation): ConversationRows {
  const log = logOf(conversation)
  const renamed = conversation.happenings.findLast((each) => each.kind === 'renamed')
  const changedSeq = log.findLast((row) => row.kind.startsWith('conversation:'))?.seq ?? 1
  const members = membersOf(conversation, log)
  for (const member of members) moveMarks(member, log, conversation.unread[member.userId] ?? 0)
  for (const member of members) moveReceipts(member, members, log)
  return { name: renamed?.name ?? conversation.name, lastSeq: log.length, changedSeq, log, members }
}

function logOf({ userIds, createdAt, happenings }: LivedConversation): LogRow[] {
  const created = { kind: 'conversation:created', actorId: userIds[0] ?? '', userId: null, text: null, at: createdAt }
  return [created, ...happenings.map(logRowOf)].map((row, index) => ({ ...row, seq: index + 1 }))
}

function logRowOf(happening: Happening): Omit<LogRow, 'seq'> {
  const base = { actorId: happening.by, userId: null, text: null, at: happening.at }
  if (happening.kind === 'posted') return { ...base, kind: 'message:posted', text: happening.text }
  if (happening.kind === 'renamed') return { ...base, kind: 'conversation:renamed' }
  return { ...base, kind: `member:${happening.kind}`, userId: happening.who }
}

function membersOf({ kind, userIds }: LivedConversation, log: readonly LogRow[]): MemberRow[] {
  const members = userIds.map((userId, index) =>
    member(userId, 1, kind === 'group' && index === 0 ? 'owner' : 'member'),
  )
  for (const row of log) {
    if (row.kind === 'member:joined' && row.userId) members.push(member(row.userId, row.seq, 'member'))
  }
  return members
}

function member(userId: string, joinedSeq: number, role: MemberRow['role']): MemberRow {
  const marks = { delivered: joinedSeq, seen: joinedSeq, receiptDelivered: 0, receiptSeen: 0 }
  return { userId, role, joinedSeq, ...marks }
}

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
