import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { PresenceStore } from '@/server/application/relay-ports'

// Dead gateways are settled and forgotten a while after their lease: one that was only held up finds its rows again.
const RENEW_LEASE = `
  WITH dead AS (
    SELECT id FROM gateways WHERE lease_until < now() - interval '60 seconds' AND id <> $1
    FOR UPDATE SKIP LOCKED
  ), settled AS (
    UPDATE users SET last_seen_at = greatest(users.last_seen_at, seen.last_seen_at)
    FROM (
      SELECT user_id, max(last_seen_at) AS last_seen_at
      FROM presence WHERE gateway_id IN (SELECT id FROM dead) GROUP BY user_id
    ) AS seen
    WHERE users.id = seen.user_id AND users.deleted_at IS NULL
  ), forgotten AS (
    DELETE FROM gateways WHERE id IN (SELECT id FROM dead)
  ), renewed AS (
    INSERT INTO gateways (id, lease_until) VALUES ($1, now() + $2 * interval '1 millisecond')
    ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until
  )
  SELECT id FROM gateways WHERE lease_until > now() AND id <> $1`

const END_LEASE = `
  WITH settled AS (
    UPDATE users SET last_seen_at = greatest(users.last_seen_at, presence.last_seen_at)
    FROM presence WHERE presence.gateway_id = $1 AND users.id = presence.user_id AND users.deleted_at IS NULL
  )
  DELETE FROM gateways WHERE id = $1`

// In user order, so that two gateways never wait for each other. Instants are rounded to milliseconds: one less
// makes "for 0 ms" over at once.
const REPORT = `
  INSERT INTO presence (user_id, gateway_id, online_until, last_seen_at)
  SELECT users.id, $1, now() + (report.online_for_ms - 1) * interval '1 millisecond', now()
  FROM unnest($2::bigint[], $3::int[]) AS report (user_id, online_for_ms) JOIN users ON users.id = report.user_id
  WHERE users.deleted_at IS NULL
  ORDER BY users.id
  ON CONFLICT (user_id, gateway_id) DO UPDATE SET
    online_until = excluded.online_until,
    last_seen_at = CASE WHEN excluded.online_until > now() THEN excluded.last_seen_at ELSE presence.last_seen_at END`

const READ = `
  SELECT asked.user_id::text AS user_id,
    coalesce(bool_or(presence.online_until > now() AND gateways.lease_until > now()), false) AS online,
    greatest(max(presence.last_seen_at), max(users.last_seen_at)) AS last_seen_at
  FROM (SELECT DISTINCT unnest($1::bigint[]) AS user_id) AS asked
  LEFT JOIN users ON users.id = asked.user_id AND users.deleted_at IS NULL
  LEFT JOIN presence ON presence.user_id = users.id
  LEFT JOIN gateways ON gateways.id = presence.gateway_id
  GROUP BY asked.user_id`

interface ReadRow {
  readonly user_id: UserId
  readonly online: boolean
  readonly last_seen_at: Date | null
}

export function createPresenceStore(pool: pg.Pool): PresenceStore {
  return {
    async renewLease(gatewayId, leaseMs) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'presence-renew-lease',
        text: RENEW_LEASE,
        values: [gatewayId, leaseMs],
      })
      return rows.map(({ id }) => id)
    },
    async endLease(gatewayId) {
      await pool.query(END_LEASE, [gatewayId])
    },
    async report(gatewayId, reports) {
      await pool.query({
        name: 'presence-report',
        text: REPORT,
        values: [gatewayId, reports.map(({ userId }) => userId), reports.map(({ onlineForMs }) => onlineForMs)],
      })
    },
    async read(userIds) {
      const { rows } = await pool.query<ReadRow>({ name: 'presence-read', text: READ, values: [[...userIds]] })
      return rows.map(({ user_id, online, last_seen_at }) => ({
        userId: user_id,
        online,
        lastSeenAt: online ? null : (last_seen_at?.toISOString() ?? null),
      }))
    },
  }
}
