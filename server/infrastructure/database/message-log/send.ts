import type pg from 'pg'
import type { Place } from '@/contracts/dto'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import { groupedByPlaces } from '@/server/application/grouped-by-places'
import type { Committed, CommittedMessage, NewMessage, SendResult } from '@/server/application/ports'
import { KithError } from '@/server/domain/errors'
import { type SendRefusal, sendRefused } from '@/server/domain/refuse-send'
import { instantOf } from '../rows'
import { isInvalidData, retryCollisions } from '../sql-errors'
import { noteUsedStickers } from '../stickers/note-used'
import { lockConversations, withConversationsLocked } from '../transaction'
import { type Carried, carry } from './carry'
import { type Opened, openPlaces, type Target } from './open-places'
import { STORE } from './store-messages'

/** One message of the list, as the statement answers it. */
interface Row {
  readonly refusal: SendRefusal | null
  /** The name of the group that refused it. */
  readonly refusing: string | null
  readonly message_id: MessageId
  readonly sent_at: Date
  readonly created_at: Date
  /** Null when an earlier attempt stored it, false when an earlier one of the list did. */
  readonly stored: boolean | null
  readonly places: readonly StoredPlace[]
}

interface StoredPlace extends Place {
  readonly replyTo: Seq | null
  readonly mentions: readonly UserId[]
  readonly userIds: readonly UserId[]
}

interface Stored {
  readonly rows: readonly Row[]
  readonly carried: readonly Carried[]
  readonly opened: Opened
}

/** One transaction for the whole list, of two statements where it names neither files nor people. */
export async function send(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
  if (messages.length === 0) return []
  try {
    const stored = await retryCollisions(() => store(pool, messages))
    return messages.map((message, index) => resultOf(message, index, stored))
  } catch (error) {
    if (error instanceof OpenedInVain) return again(pool, messages, error.stored)
    return isInvalidData(error) ? apart(pool, messages) : Promise.reject(error)
  }
}

/** A value that can't be stored spoils the whole statement: by themselves, its neighbours go through. */
async function apart(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
  if (messages.length === 1) {
    return [{ ok: false, error: new KithError('invalid', "This message can't be stored. Change it and try again.") }]
  }
  const results: SendResult[] = []
  for (const message of messages) results.push(...(await send(pool, [message])))
  return results
}

/**
 * A chat was opened for a message that is not the first one stored in it, as it was refused or sent before: all is taken
 * back, and done again without that message.
 */
class OpenedInVain extends Error {
  readonly stored: Stored

  constructor(stored: Stored) {
    super('A chat was opened for nothing.')
    this.stored = stored
  }
}

/** Those that were to be stored, then those that are to find one of them: fewer each time, so it comes to an end. */
async function again(pool: pg.Pool, messages: readonly NewMessage[], before: Stored): Promise<readonly SendResult[]> {
  const results = messages.map((message, index) =>
    before.rows[index]?.stored === null ? resultOf(message, index, before) : null,
  )
  for (const stored of [true, false]) {
    const late = messages.filter((_, index) => before.rows[index]?.stored === stored)
    const answers = [...(await send(pool, late))]
    for (const index of results.keys()) {
      if (before.rows[index]?.stored === stored) results[index] = answers.shift() ?? null
    }
  }
  return results.map((result) => result ?? missing())
}

function store(pool: pg.Pool, messages: readonly NewMessage[]): Promise<Stored> {
  const direct = messages.every(({ places }) => places.every((place) => 'conversationId' in place))
  const named = direct ? messages.flatMap(({ places }) => places.map(idOf)) : []
  return withConversationsLocked(pool, named, async (client) => {
    const carried: Carried[] = []
    for (const message of messages) carried.push(await carry(client, message))
    const { targets, opened } = await openPlaces(client, messages)
    if (!direct) await lockConversations(client, targets.flat().map(idOf))
    const { rows } = await client.query<Row>(STORE(valuesOf(messages, carried, targets)))
    const stored = { rows, carried, opened }
    const inVain = ([id, [created]]: [ConversationId, readonly Committed[]]) =>
      messages[firstIn(id, rows)]?.senderId !== created?.event.actorId
    if ([...opened].some(inVain)) throw new OpenedInVain(stored)
    await noteUsedStickers(
      client,
      messages.filter((_, index) => rows[index]?.stored === true),
    )
    return stored
  })
}

/** The first of the list that is stored in a conversation; -1: none. */
function firstIn(id: ConversationId, rows: readonly Row[]): number {
  return rows.findIndex(({ stored, places }) => stored === true && places.some((place) => idOf(place) === id))
}

const idOf = (place: object): ConversationId =>
  'conversationId' in place && typeof place.conversationId === 'string' ? place.conversationId : '0'

function valuesOf(
  messages: readonly NewMessage[],
  carried: readonly Carried[],
  targets: readonly (readonly Target[])[],
): readonly unknown[] {
  const column = <K extends keyof NewMessage>(key: K) => messages.map((message) => message[key])
  const carriedColumn = <K extends keyof Carried>(key: K) => carried.map((one) => one[key])
  const placed = targets.flatMap((list, index) => list.map((target) => ({ ...target, n: index + 1 })))
  return [
    column('senderId'),
    column('clientId'),
    carriedColumn('text'),
    column('createdAt'),
    carriedColumn('kind'),
    carried.map(({ attachments }) => attachments.length),
    carriedColumn('forwardedFrom'),
    carriedColumn('problem'),
    carriedColumn('content'),
    messages.map(({ mentions }) => `{${[...new Set(mentions)].join()}}`),
    placed.map(({ n }) => n),
    placed.map(idOf),
    placed.map(({ replyTo }) => replyTo),
    JSON.stringify(carried.flatMap(({ attachments }, index) => attachments.map(attachmentRow(index + 1)))),
  ]
}

const attachmentRow =
  (n: number) =>
  ({ told, blobId, previewId }: Carried['attachments'][number], position: number) => ({
    n,
    position,
    ...told,
    sticker: told.sticker?.id ?? null,
    blobId,
    previewId,
  })

function missing(): never {
  throw new Error('A send had no result.')
}

function resultOf(message: NewMessage, index: number, { rows, carried, opened }: Stored): SendResult {
  const row = rows[index] ?? missing()
  if (row.refusal !== null) {
    const several = message.places.length > 1
    return { ok: false, error: sendRefused(row.refusal, several ? row.refusing : null) }
  }
  const { message_id: messageId, places } = row
  const shown = places.map(({ conversationId, seq }) => ({ conversationId, seq }))
  const sent = { messageId, sentAt: instantOf(row.sent_at), places: shown }
  if (row.stored !== true) return { ok: true, sent }
  const openedHere = places.flatMap(({ conversationId: id }) =>
    firstIn(id, rows) === index ? (opened.get(id) ?? []) : [],
  )
  return { ok: true, sent, committed: committedOf(message, row, carried[index] ?? missing(), openedHere) }
}

function committedOf(message: NewMessage, row: Row, carried: Carried, opened: readonly Committed[]): CommittedMessage {
  const everybody = [...new Set(row.places.flatMap(({ userIds }) => userIds))]
  return {
    opened,
    posted: groupedByPlaces(everybody, row.places).map(({ recipients, places, mentions }) => ({
      recipients,
      event: eventOf(message, row, carried, places, mentions),
    })),
  }
}

function eventOf(
  { senderId, clientId }: NewMessage,
  row: Row,
  { kind, text, attachments, forwardedFrom }: Carried,
  places: readonly Place[],
  mentions: readonly UserId[],
) {
  const [first = missing()] = places
  const sentAt = instantOf(row.sent_at)
  const replyTo = row.places.length > 1 ? null : (row.places[0]?.replyTo ?? null)
  return {
    kind: 'message:posted' as const,
    ...first,
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
