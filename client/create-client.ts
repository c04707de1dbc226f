import type { LogEvent, Me, Profile } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { Api } from './api'
import type { Connection } from './connection'
import type { KeptDrafts } from './drafts-kept'
import type { Environment } from './environment'
import type { KithClient } from './kith'
import { KithCore } from './kith-core'
import { type Lease, soleLease } from './lease'
import type { Storage } from './storage/storage'
import { noTabs, type Tabs } from './tabs'
import { giveUpWhenSilent } from './uploads/give-up-when-silent'
import type { Transfer } from './uploads/transfer'

export interface ClientOptions {
  readonly me: Me
  readonly api: Api
  readonly connection: Connection
  readonly storage: Storage
  readonly environment: Environment
  /** Where what is being written is kept; without, as long as the client. */
  readonly drafts?: KeptDrafts
  /** Brings files to the server. */
  readonly transfer: Transfer
  /** Shared by the tabs of one account. Without: this client is alone. */
  readonly lease?: Lease
  readonly tabs?: Tabs
  /** So many of the newest conversations' last pages are fetched before they are opened. */
  readonly prefetch?: number
  /** So many lines are asked for first where no overview is stored, and shown until all are here; without, none. */
  readonly firstLines?: number
  /** What others do within this time is shown together; without, each by itself. */
  readonly gatherMs?: number
  /** The session is over; what was stored is wiped already. */
  readonly onEnded?: () => void
  /** Every event as it is applied, in each conversation's order. */
  readonly onEvents?: (conversationId: ConversationId, events: readonly LogEvent[]) => void
  /** Fetch every event after a gap, also of conversations that nobody looks at: for who follows `onEvents`. */
  readonly everyEvent?: () => boolean
  /** Profiles that are known from elsewhere. */
  readonly people?: readonly Profile[]
}

/** Shows what is stored, then connects and follows. */
export function createKithClient(options: ClientOptions): KithClient {
  const transfer = giveUpWhenSilent(options.transfer, options.environment)
  return new KithCore({
    lease: soleLease(),
    tabs: noTabs,
    prefetch: 0,
    firstLines: 0,
    gatherMs: 0,
    ...options,
    transfer,
  })
}
