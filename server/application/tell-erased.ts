import type { MessagesErased, SeqRange } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { rangesSeen } from '@/server/domain/erased'
import { maySee, type Visibility } from '@/server/domain/visibility'
import type { Committed } from './log-ports'

interface Viewer extends Visibility {
  readonly userId: UserId
}

/** The event that was just stored, once for each of the sets of erased seqs that its recipients may see. */
export function tellErased(event: MessagesErased, members: readonly Viewer[]): readonly Committed[] {
  const alike = new Map<string, { readonly erased: readonly SeqRange[]; readonly recipients: UserId[] }>()
  const skipping: UserId[] = []
  for (const member of members) {
    if (!maySee(member, event.seq)) continue
    const erased = rangesSeen(member, event.erased)
    const group = alike.get(JSON.stringify(erased)) ?? { erased, recipients: [] }
    if (erased.length === 0) skipping.push(member.userId)
    else alike.set(JSON.stringify(erased), { ...group, recipients: [...group.recipients, member.userId] })
  }
  const committed = [...alike.values()].map(({ erased, recipients }) => ({ event: { ...event, erased }, recipients }))
  return skipping.length === 0 ? committed : [...committed, { event, recipients: [], skipping }]
}
