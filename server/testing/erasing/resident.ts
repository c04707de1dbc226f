import { fetchWithCookies } from '@/client/cookie-jar'
import { connect, type NodeClient, signUp } from '@/client/node'
import { signIn } from '@/client/sign-in'
import { memoryStorage } from '@/client/storage/memory'
import { type Storage, TABLES } from '@/client/storage/storage'
import type { UserId } from '@/contracts/ids'
import type { PushedBrowser } from '../push-service'
import { tapWire, type WireTap } from './wire-tap'

export const PASSWORD = 'correct horse battery'

/** Somebody with two devices, one of them away while things are erased, and a browser that is told with no page open. */
export interface Resident {
  readonly userId: UserId
  readonly userName: string
  readonly tap: WireTap
  readonly phone: NodeClient
  readonly phoneStore: Storage
  readonly tabletStore: Storage
  readonly pushed: PushedBrowser
  /** Signs the tablet in, with what it has stored. */
  tablet(): Promise<NodeClient>
  /** A device that has nothing yet. */
  newcomer(): Promise<NodeClient>
  /** As a browser asks for a file's address. */
  get(address: string): Promise<Response>
  close(): Promise<void>
}

export async function moveIn(port: number, userName: string, pushed: PushedBrowser): Promise<Resident> {
  const tap = await tapWire(port)
  const { url } = tap
  await signUp({ url, userName, fullName: userName, password: PASSWORD })
  const [phoneStore, tabletStore] = [memoryStorage(), memoryStorage()]
  const account = { url, userName, password: PASSWORD }
  const clients: NodeClient[] = []
  const device = async (storage?: Storage): Promise<NodeClient> => {
    const client = await connect({ ...account, ...(storage && { storage }) })
    clients.push(client)
    return client
  }
  const phone = await device(phoneStore)
  await phone.trpc.notifications.subscribe.mutate(pushed.target)
  const fetch = fetchWithCookies()
  await signIn(url, fetch, account)
  return {
    userId: phone.userId,
    userName,
    tap,
    phone,
    phoneStore,
    tabletStore,
    pushed,
    tablet: () => device(tabletStore),
    newcomer: () => device(),
    get: (address) => fetch(`${url}${address}`),
    async close() {
      await Promise.all(clients.map((client) => client.close()))
      await tap.close()
    },
  }
}

/** Everything a device has stored: its records as JSON, and the bytes of its files. */
export async function storedBy(storage: Storage): Promise<Buffer[]> {
  const records = await Promise.all(TABLES.map((table) => storage.all(table)))
  return dump(records)
}

/** Whatever it is made of, files included. */
export async function dump(whole: unknown): Promise<Buffer[]> {
  const files: Blob[] = []
  const json = JSON.stringify(whole, (_, value: unknown) => {
    if (value instanceof Map || value instanceof Set) return [...value]
    if (value instanceof Blob) files.push(value)
    return value
  })
  const bytes = await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer())))
  return [Buffer.from(json ?? ''), ...bytes]
}
