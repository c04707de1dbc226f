import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { connect, type NodeClient, signUp } from '@/client/node'
import type { Member } from '../cluster/member'
import { type Cluster, type ClusterOptions, openCluster } from '../cluster/open-cluster'
import { createTestDatabase, type TestDatabase } from './database'
import { connectSocket, type TestSocket } from './gateway-stage'

const PASSWORD = 'correct horse battery'

/** The built app as several processes over a database and a folder of its own, and people who talk through it. */
export interface ClusterStage {
  readonly cluster: Cluster
  readonly database: TestDatabase
  /** One of the two gateways, and the other. */
  readonly here: Member
  readonly there: Member
  readonly people: readonly NodeClient[]
  person(name: string): Promise<NodeClient>
  /** The same person, on another device. */
  again(person: NodeClient): Promise<NodeClient>
  /** A socket of theirs at a certain gateway, with a ticket of whichever pages are asked. */
  socketOf(person: NodeClient, at: Member): Promise<TestSocket>
  /** Closes what people have open. */
  letGo(): Promise<void>
  /** Resolves to the exit codes of all processes. */
  close(): Promise<Readonly<Record<string, number | string>>>
}

export async function openClusterStage(options: Pick<ClusterOptions, 'webs' | 'envOf'>): Promise<ClusterStage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-cluster-'))
  const database = await createTestDatabase()
  const cluster = await openCluster({ dataFolder: folder, databaseUrl: database.url, gateways: 2, ...options })
  const [here, there] = cluster.gateways
  if (!here || !there) throw new Error('There should be two gateways.')
  const people: NodeClient[] = []
  const sockets: TestSocket[] = []
  const letGo = async (): Promise<void> => {
    for (const socket of sockets.splice(0)) socket.close()
    await Promise.all(people.splice(0).map((person) => person.close()))
  }
  const signedIn = async (userName: string): Promise<NodeClient> => {
    const client = await connect({ url: cluster.url, userName, password: PASSWORD })
    people.push(client)
    return client
  }
  return {
    cluster,
    database,
    here,
    there,
    people,
    async person(name) {
      const userName = `${name}${Date.now()}`
      await signUp({ url: cluster.url, userName, fullName: name, password: PASSWORD })
      return signedIn(userName)
    },
    again: ({ client }) => signedIn(client.me.getState().profile.userName),
    async socketOf({ client, userId, trpc }, at) {
      const { ticket } = await trpc.auth.ticket.mutate()
      const tickets = { issue: () => ticket, read: () => null }
      const { sessionId } = client.me.getState()
      const socket = await connectSocket(at.url, { tickets }, { userId, sessionId })
      sockets.push(socket)
      return socket
    },
    letGo,
    async close() {
      await letGo()
      const codes = await cluster.stop()
      await database.drop()
      fs.rmSync(folder, { recursive: true, force: true })
      return codes
    },
  }
}
