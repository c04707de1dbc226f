import type { OverviewLine } from '@/client/kith'
import type { People } from '../people/use-names'
import type { SendToRequest } from './asked'
import { destinationOf } from './destination'

const NOWHERE: ReadonlySet<string> = new Set()

/** The keys of where the message is already, and can't be put a second time. */
export function takenBy(request: SendToRequest, lines: readonly OverviewLine[], people: People): ReadonlySet<string> {
  if (request.kind !== 'place') return NOWHERE
  const ids = new Set(request.event.message.places.map(({ conversationId }) => conversationId))
  const keys = lines
    .filter(({ entry }) => ids.has(entry.conversation.id))
    .map((line) => destinationOf(line, people)?.key ?? `c${line.entry.conversation.id}`)
  return new Set(keys)
}
