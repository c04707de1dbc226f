import type { LogEvent, MessagePosted } from '@/contracts/dto'
import type { ClientId, ConversationId, UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import { createConnection } from './connection'
import { fetchWithCookies } from './cookie-jar'
import { createKithClient } from './create-client'
import { type Environment, systemEnvironment } from './environment'
import type { ConversationHandle, KithClient, OverviewLine, ReadonlyStore, SendOptions } from './kith'
import { withTimeout } from './refusal'
import { type Credentials, signIn } from './sign-in'
import { memoryStorage } from './storage/memory'
import type { Storage } from './storage/storage'
import { createApi, createTrpc, refusalOfTrpc, type TrpcClient } from './trpc'
import { tusTransfer } from './uploads/tus-transfer'
import { type Dial, dialSocket } from './wire'

const ANSWER_TIMEOUT_MS = 20_000

export interface SignUp extends Credentials {
  readonly url: string
  readonly fullName: string
  /** Where sign-up is closed: the token of an invite link. */
  readonly invite?: string
}

/** Makes an account. @throws KithError */
export async function signUp({ url, ...account }: SignUp): Promise<{ userId: UserId }> {
  return createTrpc({ url })
    .auth.signUp.mutate(account)
    .catch((error: unknown) => {
      throw refusalOfTrpc(error)
    })
}

export interface ConnectOptions extends Credentials {
  readonly url: string
  /** Kept between runs if it is given; otherwise gone with the process. */
  readonly storage?: Storage
  readonly environment?: Partial<Environment>
  /** In place of Socket.IO's own way: for who looks at what comes over the wire. */
  readonly dial?: Dial
}

export interface NodeClient {
  readonly client: KithClient
  readonly trpc: TrpcClient
  readonly userId: UserId
  /** The overview, once it is here. */
  list(): Promise<readonly OverviewLine[]>
  /** The direct conversation with a user. */
  openDirect(userId: UserId): Promise<ConversationId>
  /** One conversation, once its window is here. Close it when done. @throws KithError `not_found` */
  open(id: ConversationId): Promise<ConversationHandle>
  /** Resolves when the message is in the conversation. @throws KithError when it was refused for good */
  send(id: ConversationId, text: string, options?: SendOptions): Promise<MessagePosted>
  /** Every event of every conversation from now on, in each one's order, until the returned function is called. */
  follow(listener: (event: LogEvent) => void): () => void
  close(): Promise<void>
}

/** Signs in and connects. Resolves when the client is online and its overview is here. @throws KithError */
export async function connect({ url, userName, password, ...options }: ConnectOptions): Promise<NodeClient> {
  const fetch = fetchWithCookies({ 'user-agent': 'Kith for Node' })
  await withTimeout(ANSWER_TIMEOUT_MS, (signal) =>
    signIn(url, (to, init) => fetch(to, { ...init, signal }), { userName, password }),
  )
  const trpc = createTrpc({ url, fetch })
  const me = await withTimeout(ANSWER_TIMEOUT_MS, (signal) => trpc.me.get.query(undefined, { signal })).catch(
    (error: unknown) => {
      throw refusalOfTrpc(error)
    },
  )
  const api = createApi(trpc)
  const environment = systemEnvironment(options.environment)
  const listeners = new Set<(event: LogEvent) => void>()
  const client = createKithClient({
    me,
    api,
    environment,
    storage: options.storage ?? memoryStorage(),
    transfer: tusTransfer({ api, url }),
    connection: createConnection({ api, url, dial: options.dial ?? dialSocket, environment }),
    everyEvent: () => listeners.size > 0,
    onEvents: (_, events) => {
      for (const event of events) for (const listener of listeners) listener(event)
    },
  })
  const ready = until(client.overview, ({ status }) => status === 'ready')
  await Promise.all([ready, until(client.connection, ({ status }) => status === 'online')])
  const follow = (listener: (event: LogEvent) => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    client,
    trpc,
    userId: me.profile.id,
    list: async () => client.overview.getState().lines,
    openDirect: (userId) => client.openDirect(userId),
    open: (id) => open(client, id),
    send: (id, text, options) => send(client, follow, (conversation) => conversation.send(text, options), id),
    follow,
    close: () => client.stop(),
  }
}

async function open(client: KithClient, id: ConversationId): Promise<ConversationHandle> {
  const handle = client.conversation(id)
  handle.open()
  const { status } = await until(handle.store, (state) => state.status !== 'loading')
  if (status === 'ready') return handle
  handle.close()
  throw new KithError('not_found', "This conversation doesn't exist, or isn't open to you.")
}

function send(
  client: KithClient,
  follow: NodeClient['follow'],
  say: (conversation: ConversationHandle) => ClientId,
  id: ConversationId,
): Promise<MessagePosted> {
  return new Promise((resolve, reject) => {
    // The outbox tells of the message before it answers what it is called.
    let clientId: ClientId | null = null
    const unfollow = follow((event) => {
      if (event.kind !== 'message:posted' || event.message.clientId !== clientId) return
      done()
      resolve(event)
    })
    const unsubscribe = client.pending.subscribe((pending) => {
      const failed = pending.find((message) => message.clientId === clientId && message.status === 'failed')
      if (!failed?.error) return
      done()
      reject(new KithError(failed.error.code, failed.error.message))
    })
    const done = (): void => {
      unfollow()
      unsubscribe()
    }
    clientId = say(client.conversation(id))
  })
}

/** Resolves with the first state that fits. */
function until<T>(store: ReadonlyStore<T>, fits: (state: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    if (fits(store.getState())) {
      resolve(store.getState())
      return
    }
    const unsubscribe = store.subscribe((state) => {
      if (!fits(state)) return
      unsubscribe()
      resolve(state)
    })
  })
}
