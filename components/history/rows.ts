import type { PendingMessage } from '@/client/kith'
import { isSystem, type SystemEvent } from '@/components/message/describe-event'
import type { HistoryEvent, MessagePosted } from '@/contracts/dto'
import type { Instant, Seq, UserId } from '@/contracts/ids'

const GROUP_MS = 5 * 60_000

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: Instant }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'system'; readonly key: string; readonly seq: Seq; readonly events: readonly SystemEvent[] }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly seq: Seq
      readonly event: MessagePosted
      readonly mine: boolean
      /** First and last of its sender's bubbles that stand together. */
      readonly first: boolean
      readonly last: boolean
    }
  | {
      readonly kind: 'pending'
      readonly key: string
      readonly pending: PendingMessage
      readonly first: boolean
      readonly last: boolean
    }

/** `after`, with the rows of `before` where they are the same: what is drawn of them stays. */
export function keepRows(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]))
  return after.map((row) => {
    const one = known.get(row.key)
    return one && isSameRow(one, row) ? one : row
  })
}

function isSameRow(one: Row, other: Row): boolean {
  return Object.entries(one).every(([name, value]) => {
    const there: unknown = other[name as keyof Row]
    if (!Array.isArray(value) || !Array.isArray(there)) return value === there
    return value.length === there.length && value.every((item, index) => item === there[index])
  })
}

export interface RowsOf {
  readonly events: readonly HistoryEvent[]
  /** What stands just before `events`, though it isn't drawn: no second day line for the same day. */
  readonly previous: HistoryEvent | null
  readonly pending: readonly PendingMessage[]
  readonly unreadAfter: Seq | null
  readonly meId: UserId
}

interface Utterance {
  readonly senderId: UserId
  readonly at: Instant
}

/** What is drawn of a run of history: day lines, the line for unread, bubbles grouped by sender and time, system lines. */
export function rowsOf({ events, previous, pending, unreadAfter, meId }: RowsOf): readonly Row[] {
  const rows: Row[] = []
  let day = previous ? dayOf(previous.at) : null
  let before: Utterance | null = previous ? utteranceOf(previous) : null
  let unread = unreadAfter

  const startDay = (at: Instant) => {
    if (dayOf(at) === day) return
    day = dayOf(at)
    before = null
    rows.push({ kind: 'day', key: `day ${day}`, at })
  }
  const startUnread = (event: HistoryEvent) => {
    if (unread === null || event.seq <= unread || event.kind !== 'message:posted' || event.actorId === meId) return
    unread = null
    before = null
    rows.push({ kind: 'unread', key: 'unread' })
  }

  events.forEach((event, index) => {
    startDay(event.at)
    if (isSystem(event)) {
      pushSystem(rows, event)
      before = null
      return
    }
    startUnread(event)
    const own = event.message.senderId === meId
    const next = events[index + 1]
    const utterance = utteranceOf(event)
    const following = next ? utteranceOf(next) : own ? firstPending(pending, meId) : null
    rows.push({
      kind: 'message',
      key: own ? event.message.clientId : `${event.seq}`,
      seq: event.seq,
      event,
      mine: own,
      first: !together(before, utterance),
      last: !together(utterance, following),
    })
    before = utterance
  })

  pending.forEach((message, index) => {
    startDay(message.createdAt)
    const utterance = { senderId: meId, at: message.createdAt }
    const next = pending[index + 1]
    rows.push({
      kind: 'pending',
      key: message.clientId,
      pending: message,
      first: !together(before, utterance),
      last: !next || !together(utterance, { senderId: meId, at: next.createdAt }),
    })
    before = utterance
  })
  return rows
}

/** Consecutive system events share a row, which says them in as few lines as it can. */
function pushSystem(rows: Row[], event: SystemEvent): void {
  const last = rows.at(-1)
  if (last?.kind === 'system') rows[rows.length - 1] = { ...last, seq: event.seq, events: [...last.events, event] }
  else rows.push({ kind: 'system', key: `s${event.seq}`, seq: event.seq, events: [event] })
}

function utteranceOf(event: HistoryEvent): Utterance | null {
  return event.kind === 'message:posted' ? { senderId: event.message.senderId, at: event.at } : null
}

function firstPending(pending: readonly PendingMessage[], meId: UserId): Utterance | null {
  const first = pending[0]
  return first ? { senderId: meId, at: first.createdAt } : null
}

function together(a: Utterance | null, b: Utterance | null): boolean {
  if (!a || !b || a.senderId !== b.senderId || dayOf(a.at) !== dayOf(b.at)) return false
  return Math.abs(Date.parse(b.at) - Date.parse(a.at)) < GROUP_MS
}

function dayOf(at: Instant): string {
  const day = new Date(at)
  return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`
}

/** The seq of the message that a row's message answers. */
export function answeredBy(row: Row): Seq | null {
  if (row.kind === 'message') return row.event.message.deleted ? null : row.event.message.replyTo
  return row.kind === 'pending' ? row.pending.replyTo : null
}
