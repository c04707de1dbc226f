import type { Presence } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { PresenceStore } from '@/server/application/relay-ports'

const FORGET_DEAD_AFTER_MS = 60_000

interface Row {
  readonly onlineUntil: number
  readonly lastSeenAt: number
}

interface Gateway {
  leaseUntil: number
  readonly rows: Map<UserId, Row>
}

export function createMemoryPresenceStore(now: () => number = Date.now): PresenceStore {
  const gateways = new Map<string, Gateway>()
  const settled = new Map<UserId, number>()

  function end(gatewayId: string): void {
    for (const [userId, { lastSeenAt }] of gateways.get(gatewayId)?.rows ?? []) {
      settled.set(userId, Math.max(settled.get(userId) ?? 0, lastSeenAt))
    }
    gateways.delete(gatewayId)
  }

  function readOne(userId: UserId): Presence {
    let lastSeenAt = settled.get(userId) ?? null
    for (const { leaseUntil, rows } of gateways.values()) {
      const row = rows.get(userId)
      if (!row) continue
      if (row.onlineUntil > now() && leaseUntil > now()) return { userId, online: true, lastSeenAt: null }
      lastSeenAt = Math.max(lastSeenAt ?? 0, row.lastSeenAt)
    }
    return { userId, online: false, lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString() }
  }

  return {
    async renewLease(gatewayId, leaseMs) {
      for (const [id, { leaseUntil }] of [...gateways]) {
        if (id !== gatewayId && leaseUntil < now() - FORGET_DEAD_AFTER_MS) end(id)
      }
      const gateway = gateways.get(gatewayId) ?? { leaseUntil: 0, rows: new Map() }
      gateway.leaseUntil = now() + leaseMs
      gateways.set(gatewayId, gateway)
      return [...gateways].flatMap(([id, { leaseUntil }]) => (id !== gatewayId && leaseUntil > now() ? [id] : []))
    },
    async endLease(gatewayId) {
      end(gatewayId)
    },
    async report(gatewayId, reports) {
      const gateway = gateways.get(gatewayId)
      if (!gateway) throw new Error('This gateway has no lease.')
      for (const { userId, onlineForMs } of reports) {
        const before = gateway.rows.get(userId)
        const lastSeenAt = onlineForMs > 0 || !before ? now() : before.lastSeenAt
        gateway.rows.set(userId, { onlineUntil: now() + onlineForMs, lastSeenAt })
      }
    },
    async read(userIds) {
      return [...new Set(userIds)].map(readOne)
    },
  }
}
