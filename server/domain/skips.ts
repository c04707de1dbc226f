import type { Skip } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'

/**
 * Puts a skip in place of every run of seqs in (after, upTo] that `events` has nothing for, so that whoever follows
 * always moves on to `upTo`. `events` are in seq order and all within (after, upTo].
 */
export function withSkips<E extends { readonly seq: Seq }>(
  conversationId: ConversationId,
  events: readonly E[],
  after: Seq,
  upTo: Seq,
): (E | Skip)[] {
  const entries: (E | Skip)[] = []
  let last = after
  const skipTo = (seq: Seq) => {
    if (seq > last) entries.push({ kind: 'skip', conversationId, from: last + 1, seq })
  }
  for (const event of events) {
    skipTo(event.seq - 1)
    entries.push(event)
    last = event.seq
  }
  skipTo(upTo)
  return entries
}

/** What a follower at `after` gets: up to `limit` events, and when those are fewer, everything up to `last`. */
export function followed<E extends { readonly seq: Seq }>(
  conversationId: ConversationId,
  events: readonly E[],
  { after, limit, last }: { readonly after: Seq; readonly limit: number; readonly last: Seq },
): { readonly entries: (E | Skip)[]; readonly last: Seq } {
  const upTo = events.length < limit ? last : (events.at(-1)?.seq ?? after)
  return { entries: withSkips(conversationId, events, after, upTo), last }
}
