import type { Me } from '@/contracts/dto'
import { browserLease } from './browser-lease'
import { followBrowser } from './browser-signals'
import { browserTabs } from './browser-tabs'
import { createConnection } from './connection'
import { createKithClient } from './create-client'
import { dialLater } from './dial-later'
import { browserDrafts } from './drafts-browser'
import { systemEnvironment } from './environment'
import { forgetGlimpse } from './glimpse'
import type { KithClient } from './kith'
import { askMe, forget, justArrived, recall, remember } from './remembered-account'
import { indexedDbStorage } from './storage/indexed-db'
import type { Storage } from './storage/storage'
import { createApi, createTrpc } from './trpc'
import { laterTransfer } from './uploads/later-transfer'

const PREFETCHED = 12
/** More than the largest screen shows. */
const FIRST_LINES = 50
/** Some frames: nobody reads what comes faster than this one by one, and drawing it so took most of the page's thread. */
const GATHER_MS = 40

export interface BrowserOptions {
  /** Who is signed in, where the page knows it. Otherwise: who was here last, else who the server says. */
  readonly me?: Me | null
  /** The session is over and what was stored is wiped: show the sign-in. */
  readonly onEnded?: () => void
  /** Resolves once what is to be seen first is seen: a live connection waits for it. */
  readonly calm?: () => Promise<void>
}

/** The client of this browser's account, with what is stored here; null when nobody is signed in. */
export async function openKith({
  me,
  onEnded,
  calm = async () => {},
}: BrowserOptions = {}): Promise<KithClient | null> {
  const known = me ?? justArrived()
  const remembered = known ?? recall()
  const account = remembered ?? (await askMe())
  if (!account) return null
  remember(account)
  const client = await start(account, calm, onEnded)
  if (!known && remembered) void check(account, client, onEnded)
  // Drawn once with it, instead of once without and again.
  await client.restored
  return client
}

async function start(me: Me, calm: () => Promise<void>, onEnded: (() => void) | undefined): Promise<KithClient> {
  const name = `kith-${me.profile.id}`
  const api = createApi(createTrpc({ url: '' }))
  const stored = await indexedDbStorage(me.profile.id)
  const storage: Storage = {
    ...stored,
    write: (writes) => {
      // But for the clock and who drains the outbox, all of it may be in sight.
      if (writes.some(({ table }) => table !== 'meta')) forgetGlimpse()
      return stored.write(writes)
    },
    wipe: async () => {
      recall()?.profile.id === me.profile.id && forget()
      await stored.wipe()
    },
  }
  const environment = systemEnvironment({
    visible: () => document.visibilityState === 'visible',
    drawn,
    offline: () => !navigator.onLine,
  })
  const client = createKithClient({
    me,
    api,
    storage,
    environment,
    drafts: browserDrafts(me.profile.id),
    transfer: laterTransfer({ api, url: '' }),
    connection: createConnection({ api, url: '', dial: dialLater(calm), environment }),
    lease: browserLease(`${name}-outbox`, storage),
    tabs: browserTabs(name),
    prefetch: PREFETCHED,
    firstLines: FIRST_LINES,
    gatherMs: GATHER_MS,
    ...(onEnded ? { onEnded } : {}),
  })
  const unfollow = followBrowser(client)
  client.connection.subscribe(({ status }) => status === 'ended' && unfollow())
  client.me.subscribe(remember)
  return client
}

/** The page came without saying who is signed in: another account's leftovers aren't shown to this one. */
async function check(account: Me, client: KithClient, onEnded: (() => void) | undefined): Promise<void> {
  const me = await askMe().catch(() => account)
  if (me?.profile.id === account.profile.id) return
  await client.wipe()
  onEnded?.()
}

/** The frame is laid out and painted in the turn of its callbacks, before any message is heard. */
function drawn(told: (tookMs: number) => void): void {
  requestAnimationFrame(() => {
    const from = performance.now()
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      told(performance.now() - from)
    }
    port2.postMessage(null)
  })
}
