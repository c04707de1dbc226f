import type { HistoryEvent, HistoryPage, Overview, OverviewEntry, Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/log-ports'
import { notFound } from '@/server/domain/errors'
import { digestOf } from '@/server/domain/heads'
import { firstOf, isListed } from '@/server/domain/overview-order'
import { edgesOf, pageOf } from '@/server/domain/page'
import { previewOf } from '@/server/domain/preview'
import { followed } from '@/server/domain/skips'
import { maySee } from '@/server/domain/visibility'
import { changeMessage, messageAt } from './change-message'
import type { MemoryWorld } from './memory-world'
import { messageInfo } from './message-info'
import { wordingsShown } from './message-of'
import { moveMarks } from './move-marks'
import { openTo } from './open-to'
import { marksOf, ownSince, setOwn, starred } from './own-marks'
import { pinnedAmong } from './pins'
import { placeMessage } from './place-message'
import { endFor, entryFor, eventsFor, headFor, linesFor, notHidden } from './present'
import { sendAll } from './send'

export function createMemoryMessageLog(world: MemoryWorld): MessageLog {
  const memberships = (userId: UserId) =>
    [...world.conversations.values()].flatMap((conversation) => {
      const member = conversation.members.get(userId)
      return member === undefined || member.away ? [] : [{ conversation, member }]
    })
  return {
    send: async (messages) => sendAll(world, messages),
    change: async (actorId, conversationId, seq, change) => changeMessage(world, actorId, conversationId, seq, change),

    place: async (senderId, conversationId, seq, places) => placeMessage(world, senderId, conversationId, seq, places),

    page: async (userId, input): Promise<HistoryPage> => {
      const { conversation, member } = openTo(world, userId, input.conversationId)
      const visible = linesFor(world, conversation, member)
      const seqs = visible.map(({ seq }) => seq)
      const page = pageOf(seqs, input)
      const [first, last] = [seqs[0], seqs.at(-1)]
      const bounds = first === undefined || last === undefined ? null : { first, last }
      const chosen = new Set(page)
      return {
        events: visible.filter(({ seq }) => chosen.has(seq)),
        readAt: endFor(conversation, member),
        own: marksOf(member, (seq) => seq >= (page[0] ?? 0) && seq <= (page.at(-1) ?? 0)),
        pinned: pinnedAmong(visible, conversation, member),
        ...edgesOf(bounds, page, input),
      }
    },

    since: async (userId, conversationId, after, limit) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      const last = endFor(conversation, member)
      const events = eventsFor(world, conversation, member)
        .filter(({ seq }) => seq > after)
        .filter(notHidden(member))
      return followed(conversationId, events.slice(0, limit), { after, limit, last })
    },

    quotes: async (userId, conversationId, seqs) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      return linesFor(world, conversation, member).flatMap((event) =>
        event.kind === 'message:posted' && seqs.includes(event.seq) ? [previewOf(event)] : [],
      )
    },

    versions: async (userId, conversationId, seq) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      const message = messageAt(world, conversation, seq)
      if (message === null || !maySee(member, seq) || member.own.get(seq)?.hidden) throw notFound('message')
      return wordingsShown(conversation, message, member)
    },

    setOwn: async (userId, input) => setOwn(world, userId, input),
    ownSince: async (userId, conversationId, after) => ownSince(world, userId, conversationId, after),
    starred: async (userId, input) => starred(world, userId, input),
    moveMarks: async (userId, moves) => moveMarks(world, userId, moves),
    info: async (userId, conversationId, seq) => messageInfo(world, userId, conversationId, seq),

    overview: async (userId, first = Number.POSITIVE_INFINITY): Promise<Overview> => {
      const all = memberships(userId).map(({ conversation, member }) => entryFor(world, conversation, member))
      const entries = all.length > first ? firstOf(all, first) : all
      return {
        entries,
        people: peopleIn(world, userId, entries),
        privateVersion: world.users.get(userId)?.privateVersion ?? 0,
        ...(all.length > first ? { rest: restOf(all) } : {}),
      }
    },

    entry: async (userId, conversationId) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      if (member.away) throw notFound('conversation')
      return entryFor(world, conversation, member)
    },

    heads: async (digests) =>
      new Map(
        [...digests].flatMap(([userId, digest]) => {
          const user = world.users.get(userId)
          if (user === undefined) return []
          const heads = memberships(userId).map(({ conversation, member }) => headFor(conversation, member))
          const { privateVersion } = user
          return digestOf(heads, privateVersion) === digest ? [] : [[userId, { heads, privateVersion }]]
        }),
      ),
  }
}

function restOf(entries: readonly OverviewEntry[]): NonNullable<Overview['rest']> {
  const listed = entries.filter(isListed)
  return {
    archived: listed.some(({ state }) => state.archived && !state.request),
    requests: listed.some(({ state }) => state.request),
  }
}

function peopleIn(world: MemoryWorld, userId: UserId, entries: readonly OverviewEntry[]): Profile[] {
  const named = new Set(
    entries.flatMap(({ conversation, lastEvent }) => [...(conversation.pair ?? []), ...namedIn(lastEvent)]),
  )
  named.delete(userId)
  return [...named].flatMap((id) => world.users.get(id)?.profile ?? [])
}

function namedIn(event: HistoryEvent | null): UserId[] {
  if (event === null) return []
  return 'member' in event ? [event.actorId, event.member.userId] : [event.actorId]
}
