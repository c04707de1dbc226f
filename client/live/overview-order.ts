import { activeAt, byStanding, isListed as isListedAlone, type Standing } from '@/server/domain/overview-order'
import type { OverviewLine } from '../kith'

/** As the server orders them, but that what waits to go out happened as well. */
function standingOf({ entry, state, pending }: OverviewLine): Standing {
  const at = activeAt(entry)
  const waiting = pending.at(-1)?.createdAt
  return {
    pinned: state.pinnedAt !== null,
    activeAt: waiting !== undefined && at < waiting ? waiting : at,
    id: entry.conversation.id,
  }
}

export const byActivity = (a: OverviewLine, b: OverviewLine): number => byStanding(standingOf(a), standingOf(b))

export const isListed = ({ entry, pending }: OverviewLine): boolean => pending.length > 0 || isListedAlone(entry)
