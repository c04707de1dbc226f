import type { ConversationId, Instant, Seq } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { Committed } from '@/server/application/log-ports'
import { tellErased } from '@/server/application/tell-erased'
import { endGroup } from '@/server/domain/end-group'
import { rangesOfSeqs } from '@/server/domain/erased'
import { maySee, showSeq } from '@/server/domain/visibility'
import { applyDecision, groupOf } from './apply-decision'
import { before, eraseFiles, losesFiles } from './erase-files'
import { floorOf } from './floor'
import { settleInvitations } from './invitations'
import type { MemoryConversation, MemoryLogRow, MemoryMessage, MemoryPlacement, MemoryWorld } from './memory-world'
import { placementIn } from './message-of'

/** Erases what is over by `now` in the conversation, or older than what is kept, and ends it if that is over. */
export function erase(world: MemoryWorld, id: ConversationId, now = world.now()): readonly Committed[] {
  return [...eraseOver(world, id, now), ...eraseFiles(world, id, now)]
}

function eraseOver(world: MemoryWorld, id: ConversationId, now: Instant): readonly Committed[] {
  const conversation = world.conversations.get(id)
  if (conversation === undefined || conversation.retired) return eraseExpired(world, id, now)
  const { endsAt, report } = conversation.shared
  if (endsAt === null || endsAt > now || report !== null) return eraseExpired(world, id, now)
  const said = [...world.messages.values()].filter(({ placements }) =>
    placements.some(({ conversationId, deletedBy }) => conversationId === id && deletedBy === null),
  )
  const floor = floorOf(conversation)
  const counted = said.filter((message) => placementIn(conversation, message).seq > floor)
  const files = counted.reduce((sum, { attachments }) => sum + attachments.length, 0)
  const erased = eraseExpired(world, id, null)
  const { endsBy, identity } = conversation
  const decision = endGroup(groupOf(world, conversation), { messages: counted.length, files })
  const at = applyDecision(world, conversation, endsBy, decision)
  for (const member of conversation.members.values()) {
    if (member.draft === null) continue
    const unsaid = { ...member, draft: null, stateVersion: member.stateVersion + 1 }
    conversation.members.set(member.userId, unsaid)
  }
  settleInvitations(world, conversation)
  return [...erased, ...committedOf(identity, decision, endsBy, at)]
}

/** One seq, whatever there is of it. Null: everything. */
function eraseExpired(world: MemoryWorld, id: ConversationId, now: Instant | null): readonly Committed[] {
  const conversation = world.conversations.get(id)
  if (conversation === undefined) return []
  const floor = floorOf(conversation)
  const expired = [...world.messages.values()].filter((message) =>
    message.placements.some(
      (place) =>
        place.conversationId === id &&
        place.seq > floor &&
        (now === null || isDue(world, conversation, message, place, now)),
    ),
  )
  if (expired.length === 0) return []
  const posted = new Set(expired.map((message) => placementIn(conversation, message).seq))
  const erased = rangesOfSeqs(takeRows(conversation, posted))
  for (const message of expired) unplace(world, id, message)
  const at = world.now(conversation.lastSentAt)
  const seq = conversation.log.length + 1
  conversation.log.push({ ...nothingAt({ seq, at }), erased })
  for (const member of conversation.members.values()) {
    const seen = [...posted].some((target) => maySee(member, target))
    const own = new Map([...member.own].filter(([marked]) => !posted.has(marked)))
    const told = !member.active && seen
    const intervals = told ? showSeq(member.intervals, seq) : member.intervals
    conversation.members.set(member.userId, { ...member, own, intervals })
  }
  const event = { kind: 'messages:erased' as const, conversationId: id, seq, at, erased }
  return tellErased(event, [...conversation.members.values()])
}

function isDue(
  world: MemoryWorld,
  { log }: MemoryConversation,
  message: MemoryMessage,
  { seq, expiresAt, deletedBy }: MemoryPlacement,
  now: Instant,
): boolean {
  if (expiresAt !== null && expiresAt <= now) return true
  const { messages } = world.retention
  if (messages !== null && (log[seq - 1]?.at ?? now) <= before(now, messages)) return true
  return message.text === '' && deletedBy === null && losesFiles(world, message, now)
}

/** Leaves nothing of the postings and what became of them; answers their seqs. */
function takeRows({ log, moves }: MemoryConversation, posted: ReadonlySet<Seq>): readonly Seq[] {
  const taken = log.filter(({ seq, target }) => posted.has(seq) || (target !== null && posted.has(target)))
  for (const row of taken) log[row.seq - 1] = nothingAt(row)
  const left = log.filter(({ kind }) => kind === 'message:posted').map(({ seq }) => seq)
  const needed = moves.filter((move) => left.some((seq) => seq > move.from && seq <= move.to))
  moves.splice(0, moves.length, ...needed)
  return taken.map(({ seq }) => seq)
}

function nothingAt({ seq, at }: Pick<MemoryLogRow, 'seq' | 'at'>): MemoryLogRow {
  return { seq, at, kind: 'messages:erased', actorId: '', userId: null, messageId: null, target: seq, erased: [] }
}

function unplace(world: MemoryWorld, id: ConversationId, message: MemoryMessage): void {
  const placements = message.placements.filter(({ conversationId }) => conversationId !== id)
  if (placements.length === 0) {
    world.messages.delete(message.id)
    world.erasedSends.set(`${message.senderId}/${message.clientId}`, message)
    return
  }
  const left = placements.some(({ deletedBy }) => deletedBy === null)
  const rest = { ...message, placements }
  world.messages.set(message.id, left ? rest : { ...rest, ...NOTHING, placements: placements.map(mentionless) })
}

const mentionless = (place: MemoryMessage['placements'][number]) => ({ ...place, mentions: [], mentionsBefore: {} })

/** What is left of a message that is deleted wherever it still stands. */
const NOTHING = {
  text: '',
  kind: 'text',
  attachments: [],
  filesErased: undefined,
  forwardedFrom: null,
  preview: null,
  editedAt: null,
  versions: [],
} as const
