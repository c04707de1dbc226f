import type { Ticket } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** What a socket presents at the handshake. `now` in milliseconds. */
export function issueTicket(
  { tickets }: Pick<Ports, 'tickets'>,
  { gatewayUrl, now = Date.now }: { gatewayUrl: string | null; now?: () => number },
) {
  return (actor: Actor): Ticket => ({ ticket: tickets.issue(actor), gatewayUrl, now: new Date(now()).toISOString() })
}
