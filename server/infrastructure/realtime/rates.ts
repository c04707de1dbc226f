import type { ClientToServerEvents } from '@/contracts/events'
import type { Rate } from '../rates/token-bucket'

export type RequestName = keyof ClientToServerEvents

/** What one session may ask for on its sockets. An outbox that was away sends at once what it has; nobody types that fast for long. */
export const RATES: Readonly<Record<RequestName, Rate>> = {
  'message:send': { burst: 200, perSecond: 50 },
  'message:edit': { burst: 60, perSecond: 5 },
  'message:delete': { burst: 200, perSecond: 20 },
  'message:react': { burst: 60, perSecond: 5 },
  'message:place': { burst: 60, perSecond: 5 },
  'message:pin': { burst: 60, perSecond: 5 },
  'marks:move': { burst: 60, perSecond: 20 },
  'heads:compare': { burst: 10, perSecond: 1 },
  'typing:start': { burst: 10, perSecond: 1 },
  'activity:report': { burst: 20, perSecond: 2 },
  'presence:watch': { burst: 30, perSecond: 5 },
}

/** For what this gateway doesn't know. */
export const UNKNOWN_RATE: Rate = { burst: 10, perSecond: 1 }
