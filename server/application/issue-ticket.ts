import type { Actor, Ports } from './ports'

/** What a socket presents at the handshake, and where. `gatewayUrl` null: the same origin. */
export function issueTicket({ tickets }: Pick<Ports, 'tickets'>, { gatewayUrl }: { gatewayUrl: string | null }) {
  return (actor: Actor): { ticket: string; gatewayUrl: string | null } => ({ ticket: tickets.issue(actor), gatewayUrl })
}
