import type { OverviewEntry } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import { isKithError } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import type { KeptParts, MediaPart, WrittenPart } from './export-ports'
import { lineOf, namesIn, personOf } from './exporting-lines'
import type { Ports } from './ports'
import { readProfiles } from './read-profiles'

type Needed = Pick<Ports, 'messages' | 'conversations' | 'users' | 'files'>

/** So much of a history is read before it is kept. A page may be larger than that, so the next one isn't read with it. */
const PIECE_CHARS = 1_000_000
const SEQ_DIGITS = 10

export const jsonPart = (name: string, value: object): WrittenPart => ({
  name,
  bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`),
})

/** A chat after `after`, in pieces, each with how far it gets; the last has the chat itself. What can't be seen any more has none. */
export async function* exportedChat(
  ports: Needed,
  userId: UserId,
  entry: OverviewEntry,
  after: Seq,
): AsyncGenerator<KeptParts> {
  const { id: conversationId } = entry.conversation
  try {
    for (let from = after, atEnd = false; !atEnd; ) {
      const piece = await pieceOf(ports, userId, conversationId, from)
      ;({ atEnd } = piece)
      from = piece.to
      const chat = atEnd ? [await chatPart(ports, userId, entry)] : []
      const progress = atEnd
        ? { doneTo: conversationId, writing: null }
        : { writing: { conversationId, seq: piece.to } }
      yield { written: [...piece.written, ...chat], media: piece.media, ...progress }
    }
  } catch (error) {
    if (!isKithError(error) || error.code !== 'not_found') throw error
    yield { written: [], media: [], doneTo: conversationId, writing: null }
  }
}

async function pieceOf(ports: Needed, userId: UserId, conversationId: string, after: Seq) {
  const lines: string[] = []
  const media: MediaPart[] = []
  let [first, to, chars, atEnd]: [Seq | null, Seq, number, boolean] = [null, after, 0, false]
  while (!atEnd && chars < PIECE_CHARS) {
    const page = await ports.messages.page(userId, { conversationId, after: to, limit: LIMITS.pageMax })
    const named = await namesIn(ports, userId, page.events)
    const own = new Map(page.own.map((mark) => [mark.seq, mark]))
    for (const event of page.events) {
      const written = await lineOf(ports, userId, event, named, own.get(event.seq))
      const line = `${JSON.stringify(written.line)}\n`
      lines.push(line)
      media.push(...written.media)
      chars += line.length
      first ??= event.seq
      to = event.seq
    }
    atEnd = page.atEnd || page.events.length === 0
  }
  const name = `conversations/${conversationId}/messages-${String(first).padStart(SEQ_DIGITS, '0')}.jsonl`
  const written = first === null ? [] : [{ name, bytes: new TextEncoder().encode(lines.join('')) }]
  return { written, media, to, atEnd }
}

async function chatPart(
  { conversations, users }: Needed,
  userId: UserId,
  { conversation, state }: OverviewEntry,
): Promise<WrittenPart> {
  const { id, kind, name, pastOpen, receiptsShown, disappearAfterMs, endsAt, closed, createdAt } = conversation
  const members = await conversations.members(userId, id)
  const profiles = await readProfiles({ users })(
    { userId },
    members.map((one) => one.userId),
  )
  const people = new Map(profiles.map((profile) => [profile.id, profile]))
  const { markedUnread, mutedUntil, mentionsOnly, pinnedAt, archived, draft, unread, request } = state
  return jsonPart(`conversations/${id}/conversation.json`, {
    ...{ id, kind, name, pastOpen, receiptsShown, disappearAfterMs, endsAt, closed, createdAt },
    members: members.map(({ userId: memberId, role, active }) => {
      const profile = people.get(memberId)
      return { ...(profile ? personOf(profile) : { id: memberId }), role, active }
    }),
    mine: { unread, markedUnread, mutedUntil, mentionsOnly, pinnedAt, archived, draft, waitsForMyYes: request },
  })
}
