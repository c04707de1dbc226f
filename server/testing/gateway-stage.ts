import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client'
import { type Answer, PROTOCOL, type ServerToClientEvents } from '@/contracts/events'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'
import { announcePresence } from '@/server/application/announce-presence'
import { deleteMessage, editMessage, pinMessage, reactToMessage } from '@/server/application/change-message'
import { compareHeads } from '@/server/application/compare-heads'
import { moveMarks } from '@/server/application/move-marks'
import { placeMessage } from '@/server/application/place-message'
import type { Ports } from '@/server/application/ports'
import { sendMessage } from '@/server/application/send-message'
import { startTyping } from '@/server/application/start-typing'
import { signedTickets } from '@/server/infrastructure/auth/tickets'
import { memoryAccounts } from '@/server/infrastructure/memory/accounts'
import { apartSince } from '@/server/infrastructure/memory/blocks'
import { memoryContacts } from '@/server/infrastructure/memory/contacts'
import { createMemoryConversations } from '@/server/infrastructure/memory/conversations'
import { addUser, createMemoryWorld } from '@/server/infrastructure/memory/memory-world'
import { createMemoryMessageLog } from '@/server/infrastructure/memory/message-log'
import { createMemoryPresenceStore } from '@/server/infrastructure/memory/presence-store'
import { bothShow, memoryPrivacy, shows } from '@/server/infrastructure/memory/privacy'
import { memorySessions } from '@/server/infrastructure/memory/sessions'
import { memoryUsers } from '@/server/infrastructure/memory/users'
import { attachGateway, type Gateway, type GatewayOptions } from '@/server/infrastructure/realtime/gateway'
import { PRESENCE_TIMING } from '@/server/infrastructure/realtime/presence-loop'
import { createInProcessRelay } from '@/server/infrastructure/relay/in-process'

type StagePorts = Pick<
  Ports,
  'tickets' | 'sessions' | 'users' | 'contacts' | 'privacy' | 'presence' | 'relay' | 'messages' | 'conversations'
>

/** The ports of one Kith without a database, shared by all of its gateways. */
export function memoryPorts(): StagePorts & { addPerson(userName: string): Promise<Actor> } {
  const world = createMemoryWorld()
  const accounts = memoryAccounts()
  accounts.coMembers = (userId) =>
    [...world.conversations.values()].flatMap(({ members }) => {
      const active = [...members.values()].filter((member) => member.active).map((member) => member.userId)
      return active.includes(userId) ? active.filter((other) => other !== userId) : []
    })
  accounts.apart = (one, other) => apartSince(world, one, other) !== null
  world.receiptsBetween = (one, other) => bothShow(accounts, 'receipts', one, other)
  world.letsIn = (topic, ownerId, viewerId) => shows(accounts, topic, ownerId, viewerId, false)
  const users = memoryUsers(accounts)
  const sessions = memorySessions(accounts)
  return {
    tickets: signedTickets('a secret of the tests, and long enough'),
    sessions,
    users,
    contacts: memoryContacts(accounts),
    privacy: memoryPrivacy(accounts),
    presence: createMemoryPresenceStore(),
    relay: createInProcessRelay(),
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    async addPerson(userName) {
      const { profile } = await users.create(
        { userName, userNameKey: userName, fullName: userName, searchKey: userName, passwordHash: '' },
        { inviteHash: null },
      )
      addUser(world, profile)
      return { userId: profile.id, sessionId: await sessions.create(profile.id, 'a test') }
    },
  }
}

export interface RunningGateway {
  readonly gateway: Gateway
  readonly httpServer: HttpServer
  readonly url: string
  stop(): Promise<void>
}

/** Nothing is attached here. */
const NO_FILES = { release: async () => {} }

/** A gateway on a free port. */
export async function runGateway(
  ports: StagePorts,
  options: Partial<Omit<GatewayOptions, 'httpServer' | 'ports'>> = {},
): Promise<RunningGateway> {
  const httpServer = createServer((_, response) => response.end('the app'))
  const gateway = attachGateway({
    httpServer,
    ports,
    useCases: {
      sendMessage: sendMessage(ports),
      editMessage: editMessage({ ...ports, files: NO_FILES }),
      deleteMessage: deleteMessage({ ...ports, files: NO_FILES }),
      reactToMessage: reactToMessage({ ...ports, files: NO_FILES }),
      pinMessage: pinMessage({ ...ports, files: NO_FILES }),
      placeMessage: placeMessage(ports),
      moveMarks: moveMarks(ports),
      compareHeads: compareHeads(ports, Date.now),
      startTyping: startTyping(ports),
      announcePresence: announcePresence(ports),
    },
    log: pino({ level: 'silent' }),
    presenceTiming: { ...PRESENCE_TIMING, sweepMs: 20 },
    ...options,
  })
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  const { port } = httpServer.address() as AddressInfo
  return {
    gateway,
    httpServer,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await gateway.close()
      httpServer.closeAllConnections()
      await new Promise((resolve) => httpServer.close(resolve))
    },
  }
}

type EventName = keyof ServerToClientEvents
type Payload<Name extends EventName> = Parameters<ServerToClientEvents[Name]>[0]

/** A person's socket, and all that it was told. */
export interface TestSocket {
  readonly actor: Actor
  readonly socket: ReturnType<typeof io>
  readonly connected: boolean
  /** What a gateway answers, as a client has it. */
  ask(name: string, input?: unknown): Promise<Answer<Record<string, unknown>>>
  /** Sends without asking for an answer, in whatever form. */
  say(name: string, ...parts: unknown[]): void
  /** All events of a name so far. */
  told<Name extends EventName>(name: Name): Payload<Name>[]
  /** Resolves with the first event of a name, past or to come, that suits. */
  hears<Name extends EventName>(name: Name, suits?: (payload: Payload<Name>) => boolean): Promise<Payload<Name>>
  /** Resolves when the socket has gone. */
  gone(): Promise<void>
  close(): void
}

export interface HandshakeOptions {
  readonly auth?: object
  readonly io?: Partial<ManagerOptions & SocketOptions>
}

/** @throws what the handshake was refused with: an Error with `data` */
export async function connectSocket(
  url: string,
  ports: Pick<Ports, 'tickets'>,
  actor: Actor,
  options: HandshakeOptions = {},
): Promise<TestSocket> {
  const socket = io(url, {
    auth: options.auth ?? { ticket: ports.tickets.issue(actor), protocol: PROTOCOL },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...options.io,
  })
  const events: { name: string; payload: unknown }[] = []
  const listeners = new Set<() => void>()
  socket.onAny((name: string, payload: unknown) => {
    events.push({ name, payload })
    for (const listener of [...listeners]) listener()
  })
  const gone = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const told = <Name extends EventName>(name: Name) =>
    events.filter((event) => event.name === name).map(({ payload }) => payload as Payload<Name>)
  return {
    actor,
    socket,
    get connected() {
      return socket.connected
    },
    ask: (name, input) => socket.timeout(5_000).emitWithAck(name, ...(input === undefined ? [] : [input])),
    say: (name, ...parts) => void socket.emit(name, ...parts),
    told,
    hears: (name, suits = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find((event) => event.name === name && suits(event.payload as never))
          if (!found) return
          listeners.delete(look)
          resolve(found.payload as never)
        }
        listeners.add(look)
        look()
      }),
    gone: () => gone,
    close: () => void socket.disconnect(),
  }
}

let lastMarker = 1_000_000

/** Resolves when all that was published before has arrived at a socket, if it does at all. */
export async function caughtUp(relay: Ports['relay'], ...sockets: TestSocket[]): Promise<void> {
  lastMarker += 1
  const privateVersion = lastMarker
  relay.publish(
    sockets.map(({ actor }) => `user.${actor.userId}` as const),
    { name: 'private:changed', payload: { privateVersion } },
  )
  await Promise.all(
    sockets.map((socket) => socket.hears('private:changed', (event) => event.privateVersion === privateVersion)),
  )
}

export const textTo = (conversationId: ConversationId, text: string, clientId: string = crypto.randomUUID()) => ({
  places: [{ conversationId }],
  clientId,
  kind: 'text' as const,
  text,
  attachments: [],
  mentions: [],
  createdAt: new Date().toISOString(),
})
