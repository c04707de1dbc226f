import { SESSION_IDLE_DAYS } from '@/server/domain/session'

/** The session `z` is valid, as databaseSessions finds it. */
export const VALID_SESSION = `z.revoked_at IS NULL AND z.last_active_at > now() - interval '${SESSION_IDLE_DAYS} days'`
