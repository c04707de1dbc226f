import type { OwnMark, StarredMessage } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { OwnInput, StarredInput } from '@/contracts/inputs'
import { previewOf } from '@/server/domain/preview'
import { maySee } from '@/server/domain/visibility'
import type { MemoryMember, MemoryOwnMark, MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { conversationFor, linesFor, stateOf } from './present'

const NONE: MemoryOwnMark = { starredAt: null, hidden: false, version: 0 }

export function setOwn(world: MemoryWorld, userId: UserId, { conversationId, seqs, starred, hidden }: OwnInput) {
  const { conversation, member } = openTo(world, userId, conversationId)
  const version = member.stateVersion + 1
  const own = new Map(member.own)
  const changed = new Set<Seq>()
  for (const seq of new Set(seqs)) {
    const known = own.get(seq) ?? NONE
    if (conversation.log[seq - 1]?.kind !== 'message:posted' || !maySee(member, seq) || known.hidden) continue
    const same = starred === undefined || starred === (known.starredAt !== null)
    if (!hidden && same) continue
    const starredAt = hidden || !(starred ?? known.starredAt !== null) ? null : (known.starredAt ?? world.now())
    own.set(seq, { starredAt, hidden: hidden ?? false, version })
    changed.add(seq)
  }
  const after = changed.size === 0 ? member : { ...member, own, stateVersion: version, ownVersion: version }
  conversation.members.set(userId, after)
  return {
    change: {
      conversationId,
      after: member.ownVersion,
      version: after.ownVersion,
      marks: marksOf(after, (seq) => changed.has(seq)),
    },
    state: stateOf(world, conversation, after),
  }
}

export function ownSince(world: MemoryWorld, userId: UserId, conversationId: ConversationId, after: number) {
  const { member } = openTo(world, userId, conversationId)
  const marks = marksOf(member, (_, { version }) => version > after)
  return { conversationId, after, version: member.ownVersion, marks }
}

/** In seq order. */
export function marksOf({ own }: MemoryMember, chosen: (seq: Seq, mark: MemoryOwnMark) => boolean): OwnMark[] {
  return [...own]
    .filter(([seq, mark]) => chosen(seq, mark))
    .sort(([a], [b]) => a - b)
    .map(([seq, { starredAt, hidden, version }]) => ({ seq, starred: starredAt !== null, hidden, version }))
}

export function starred(world: MemoryWorld, userId: UserId, { before, limit }: StarredInput): StarredMessage[] {
  const found = [...world.conversations.values()].flatMap((conversation) => {
    const member = conversation.members.get(userId)
    if (member === undefined) return []
    return linesFor(world, conversation, member).flatMap((event) => {
      const starredAt = member.own.get(event.seq)?.starredAt ?? null
      if (event.kind !== 'message:posted' || event.message.deleted || starredAt === null) return []
      return [{ starredAt, conversation: conversationFor(conversation, member), event: previewOf(event) }]
    })
  })
  const newest = found.sort((a, b) => -compare(placeOf(a), placeOf(b)))
  return newest.filter((one) => before === undefined || compare(placeOf(one), before) < 0).slice(0, limit)
}

type StarredPlace = NonNullable<StarredInput['before']>

const placeOf = ({ starredAt, event: { conversationId, seq } }: StarredMessage) => ({ starredAt, conversationId, seq })

const compare = (a: StarredPlace, b: StarredPlace): number =>
  a.starredAt.localeCompare(b.starredAt) || Number(a.conversationId) - Number(b.conversationId) || a.seq - b.seq
