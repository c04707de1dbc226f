import type pg from 'pg'
import type { LogEvent } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { Committed, NewMessage, SendResult, StateOf } from '@/server/application/log-ports'
import { refusalOf } from '@/server/application/refusal'
import { KithError } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { acceptedStates } from '../requests/accept'
import { isInvalidData, retryCollisions } from '../sql-errors'
import { noteUsedStickers } from '../stickers/note-used'
import { lockConversations, withConversationsLocked } from '../transaction'
import { type Carried, carry } from './carry'
import { openPlaces, type Target } from './open-places'
import { firstIn, missing, resultOf, type SentRow, type Stored } from './send-result'
import { STORE } from './store-messages'
import { sendPlain } from './store-plain'

/** Most by the short way; what that leaves, by the one that knows every case, once that is committed. */
export async function send(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
  const plain = await sendPlain(pool, messages)
  if (plain.size === messages.length) return messages.map((_, index) => plain.get(index) ?? missing())
  const left = messages.filter((_, index) => !plain.has(index))
  // What is stored is told as such, whatever becomes of the others.
  const failed = (cause: unknown): readonly SendResult[] => {
    if (plain.size === 0) throw cause
    const { code, message, retryAfterMs } = refusalOf(cause)
    const error = Object.assign(new KithError(code, message, retryAfterMs), { cause })
    return left.map(() => ({ ok: false, error }))
  }
  const results = (await sendAnything(pool, left).catch(failed)).values()
  return messages.map((_, index) => plain.get(index) ?? results.next().value ?? missing())
}

/** One transaction for the whole list. */
async function sendAnything(pool: pg.Pool, messages: readonly NewMessage[]): Promise<readonly SendResult[]> {
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
  for (const message of messages) results.push(...(await sendAnything(pool, [message])))
  return results
}

/** Everybody deleted the chat that was found for two people: the same again opens a new one. */
class Retired extends Error {
  /** Postgres's for a transaction that is to be tried again. */
  readonly code = '40001'
}

const RETIRED = prepared('retired', 'SELECT FROM conversations WHERE id = ANY($1::bigint[]) AND retired_at IS NOT NULL')

/** Under their locks: the chats in which people meet are so still. */
async function requireStanding(client: pg.PoolClient, met: readonly ConversationId[]): Promise<void> {
  if (met.length > 0 && (await client.query(RETIRED([met]))).rowCount !== 0) throw new Retired()
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
    const answers = [...(await sendAnything(pool, late))]
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
    for (const message of messages) {
      const one = carry(client, message)
      carried.push('then' in one ? await one : one)
    }
    const { targets, opened, met } = await openPlaces(client, messages)
    if (!direct) await lockConversations(client, targets.flat().map(idOf))
    await requireStanding(client, met)
    const { rows } = await client.query<SentRow>(STORE(valuesOf(messages, carried, targets)))
    const accepted: (readonly StateOf[])[] = []
    for (const [index, row] of rows.entries()) {
      const chats = row.accepted ?? []
      accepted.push(chats.length === 0 ? [] : await acceptedStates(client, messages[index]?.senderId ?? '', chats))
    }
    const stored = { rows, carried, opened, accepted }
    const inVain = ([id, [created]]: [ConversationId, readonly Committed[]]) =>
      created === undefined || messages[firstIn(id, rows)]?.senderId !== actorOf(created.event)
    if ([...opened].some(inVain)) throw new OpenedInVain(stored)
    await noteUsedStickers(
      client,
      messages.filter((_, index) => rows[index]?.stored === true),
    )
    return stored
  })
}

const actorOf = (event: LogEvent): UserId | null => ('actorId' in event ? event.actorId : null)

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
    targets.map((list) => list.length),
  ]
}

const attachmentRow =
  (n: number) =>
  ({ told: { sticker, ...told }, blobId, previewId }: Carried['attachments'][number], position: number) => ({
    n,
    position,
    ...told,
    stickerId: sticker?.id ?? null,
    stickerEmoji: sticker?.emoji ?? null,
    stickerWords: sticker?.words ?? null,
    blobId,
    previewId,
  })
