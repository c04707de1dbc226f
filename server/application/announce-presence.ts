import type { UserId } from '@/contracts/ids'
import type { Ports } from './ports'

export interface PresenceReport {
  readonly userId: UserId
  /** From now; 0 when they aren't online here any more. */
  readonly onlineForMs: number
}

/**
 * Stores what a gateway knows, and tells those who look at `flipped` how these users are now, by all gateways: gone
 * from this one may still be online at another.
 */
export function announcePresence({ presence, relay }: Pick<Ports, 'presence' | 'relay'>) {
  return async (gatewayId: string, reports: readonly PresenceReport[], flipped: readonly UserId[]): Promise<void> => {
    if (reports.length > 0) await presence.report(gatewayId, reports)
    if (flipped.length === 0) return
    for (const now of await presence.read(flipped)) {
      relay.publish([`presence.${now.userId}`], { name: 'presence:changed', payload: now })
    }
  }
}
