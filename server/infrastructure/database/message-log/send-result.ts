import type { Place } from '@/contracts/dto'
import type { ConversationId, Instant, MessageId, Seq, UserId } from '@/contracts/ids'
import {
  groupedByPlaces,
  mentionsOf,
  messagePlace,
  placeInTime,
  type SeenAlike,
} from '@/server/application/grouped-by-places'
import type {
  Committed,
  CommittedMessage,
  NewMessage,
  SendResult,
  Skipped,
  StateOf,
} from '@/server/application/log-ports'
import { type SendRefusal, sendRefused } from '@/server/domain/refuse-send'
import { instantOf } from '../rows'
import type { Carried } from './carry'
import type { Opened } from './open-places'

/** One message of the list, as the statement answers it. */
export interface SentRow {
  readonly refusal: SendRefusal | null
  /** The name of the group that refused it. */
  readonly refusing: string | null
  readonly message_id: MessageId
  readonly sent_at: Date
  readonly created_at: Date
  /** Null when an earlier attempt stored it, false when an earlier one of the list did. */
  readonly stored: boolean | null
  readonly places: readonly StoredPlace[]
  /** Chats that waited for its sender's yes. Null: none. */
  readonly accepted: readonly ConversationId[] | null
}

interface StoredPlace extends Place {
  readonly expiresAt: Instant | null
  readonly replyTo: Seq | null
  readonly mentions: readonly UserId[]
  readonly userIds: readonly UserId[]
  /** Of them, those who block the sender; null: none. */
  readonly hiddenFrom: readonly { readonly userId: UserId; readonly away: boolean }[] | null
}

/** What the transaction did. */
export interface Stored {
  readonly rows: readonly SentRow[]
  readonly carried: readonly Carried[]
  readonly opened: Opened
  /** How the chats are to the senders who accepted them by this, in the order of the messages. */
  readonly accepted: readonly (readonly StateOf[])[]
}

/** The first of the list that is stored in a conversation; -1: none. */
export function firstIn(id: ConversationId, rows: readonly SentRow[]): number {
  return rows.findIndex(
    ({ stored, places }) => stored === true && places.some(({ conversationId }) => conversationId === id),
  )
}

export function missing(): never {
  throw new Error('A send had no result.')
}

/** `index`: the message's in its list. */
export function resultOf(message: NewMessage, index: number, { rows, carried, opened, accepted }: Stored): SendResult {
  const row = rows[index] ?? missing()
  if (row.refusal !== null) {
    const several = message.places.length > 1
    return { ok: false, error: sendRefused(row.refusal, several || row.refusal === 'blocking' ? row.refusing : null) }
  }
  const { message_id: messageId, places } = row
  const shown = places.map(placeInTime)
  const sent = { messageId, sentAt: instantOf(row.sent_at), places: shown }
  if (row.stored !== true) return { ok: true, sent }
  const openedHere = places.flatMap(({ conversationId: id }) => {
    const events = opened.get(id) ?? []
    return events.length > 0 && firstIn(id, rows) === index ? events : []
  })
  return {
    ok: true,
    sent,
    committed: committedOf(message, row, carried[index] ?? missing(), openedHere, accepted[index] ?? []),
  }
}

function committedOf(
  message: NewMessage,
  row: SentRow,
  carried: Carried,
  opened: readonly Committed[],
  accepted: readonly StateOf[],
): CommittedMessage {
  const standings = row.places.map((place) => ({ ...place, userIds: shownTo(place) }))
  return {
    opened,
    ...(accepted.length > 0 && { accepted }),
    skipped: row.places.flatMap(skippedIn),
    posted: seenAlike(standings).map(({ recipients, places, mentions }) => ({
      recipients,
      event: eventOf(message, row, carried, places, mentions),
    })),
  }
}

/** In a single place all see the same: nobody is looked for. */
function seenAlike(standings: readonly StoredPlace[]): readonly SeenAlike[] {
  const [only] = standings
  if (only && standings.length === 1 && only.userIds.length > 0) {
    return [{ recipients: only.userIds, places: [messagePlace(only)], mentions: mentionsOf(standings) }]
  }
  return groupedByPlaces([...new Set(standings.flatMap(({ userIds }) => userIds))], standings)
}

function shownTo({ userIds, hiddenFrom }: StoredPlace): readonly UserId[] {
  return hiddenFrom === null ? userIds : userIds.filter((id) => hiddenFrom.every(({ userId }) => userId !== id))
}

/** Who has deleted the chat follows it no more. */
function skippedIn({ conversationId, seq, hiddenFrom }: StoredPlace): readonly Skipped[] {
  const userIds = (hiddenFrom ?? []).flatMap(({ userId, away }) => (away ? [] : userId))
  return userIds.length === 0 ? [] : [{ conversationId, seq, userIds }]
}

function eventOf(
  { senderId, clientId }: NewMessage,
  row: SentRow,
  { kind, text, attachments, forwardedFrom }: Carried,
  places: readonly Place[],
  mentions: readonly UserId[],
) {
  const [first = missing()] = places
  const sentAt = instantOf(row.sent_at)
  const replyTo = row.places.length > 1 ? null : (row.places[0]?.replyTo ?? null)
  return {
    kind: 'message:posted' as const,
    conversationId: first.conversationId,
    seq: first.seq,
    at: sentAt,
    actorId: senderId,
    message: {
      id: row.message_id,
      clientId: clientId.toLowerCase(),
      senderId,
      kind,
      text,
      attachments: attachments.map(({ told }) => told),
      mentions,
      forwardedFrom,
      preview: null,
      places,
      pinned: null,
      createdAt: instantOf(row.created_at),
      sentAt,
      editedAt: null,
      deleted: null,
      replyTo,
      reactions: [],
      changedSeq: first.seq,
    },
  }
}
