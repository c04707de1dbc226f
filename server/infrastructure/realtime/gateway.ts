import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { performance } from 'node:perf_hooks'
import { Server } from 'socket.io'
import { DOCTOR_CHANNEL } from '@/server/application/examine-relay'
import type { Ports } from '@/server/application/ports'
import type { Channel } from '@/server/application/relay-ports'
import type { UseCases } from '@/server/application/use-cases'
import type { Log } from '@/server/log'
import type { Rate } from '../rates/token-bucket'
import { ChannelHolds } from './channel-holds'
import { ConnectionCounts, type ConnectionLimits } from './connection-counts'
import { createHandlers } from './handlers'
import { admitSockets } from './handshake'
import { HeadsWatch } from './heads-watch'
import { type GatewayServer, type GatewaySocket, userRoom } from './io'
import { letGoOfHandshake } from './let-go-of-handshake'
import { isOriginAllowed } from './origin'
import { type PresenceTiming, startPresenceLoop } from './presence-loop'
import { PresenceTracker } from './presence-tracker'
import { PresenceWatch } from './presence-watch'
import { endSessions, pushTo } from './push'
import type { RequestName } from './rates'
import { Requests } from './requests'
import { startSessionCheck } from './session-check'
import { SessionCounts } from './session-counts'
import { type BacklogLimits, SlowReaders } from './slow-readers'
import { textParser } from './text-parser'
import { TurnWrites } from './turn-writes'

/** More than any legal request: 100,000 characters may be 600 kB as JSON. Beyond it a socket is closed. */
const MAX_PACKET_BYTES = 4_000_000
// A connection that falls silent is given up within 23 s. Of what pages take that do nothing, pings are the most.
const PING_INTERVAL_MS = 16_000
const PING_TIMEOUT_MS = 7_000
const CONNECT_TIMEOUT_MS = 10_000
const DRAIN_TIMEOUT_MS = 5_000
/** Clients go within a second, or as soon as they have their answers. */
const LEAVE_TIMEOUT_MS = 1_500
const GONE_CHECK_MS = 50
const CLOSE_TIMEOUT_MS = 1_000

export interface GatewayOptions {
  /** Must have its own request listeners already: they get what isn't Socket.IO's. */
  readonly httpServer: HttpServer | HttpsServer
  readonly ports: Pick<Ports, 'tickets' | 'sessions' | 'users' | 'presence' | 'relay'>
  readonly useCases: Pick<
    UseCases,
    | 'sendMessage'
    | 'editMessage'
    | 'deleteMessage'
    | 'reactToMessage'
    | 'pinMessage'
    | 'placeMessage'
    | 'moveMarks'
    | 'compareHeads'
    | 'startTyping'
    | 'announcePresence'
  >
  /** Origins of pages that come from elsewhere than where they connect to, like KITH_URL. */
  readonly origins?: readonly string[]
  readonly log: Log
  readonly rates?: Readonly<Record<RequestName, Rate>>
  readonly backlog?: BacklogLimits
  /** The proxy in front says where connections come from. */
  readonly proxied?: boolean
  readonly connections?: ConnectionLimits
  readonly presenceTiming?: PresenceTiming
  /** How often sessions are checked, and for how long that is good enough to push. */
  readonly sessionCheckMs?: number
  readonly sessionsTrustedForMs?: number
  /** How often the heads of each client are compared that had what there is. */
  readonly compareHeadsMs?: number
}

interface GatewayStats {
  readonly sockets: number
  readonly inFlight: number
  /** Sockets that were closed because they read too slowly. */
  readonly cutOff: number
  /** What was written to sockets and is not on its way yet. */
  readonly waitingBytes: number
  /** Sessions were checked recently enough to push. */
  readonly pushing: boolean
}

export interface Gateway {
  readonly id: string
  /** Tells sockets to go, answers what they asked, and lets them go. No new ones come in. */
  drain(): Promise<void>
  /** At once. The HTTP server is its owner's to close. */
  close(): Promise<void>
  stats(): GatewayStats
}

/** Holds browsers' sockets at `/socket.io/`, and leaves every other path and upgrade to others. */
export function attachGateway(options: GatewayOptions): Gateway {
  const { ports, useCases, log } = options
  const id = randomUUID()
  const io = openServer(options)
  let draining = false
  const slowReaders = new SlowReaders(options.backlog)
  const turnWrites = new TurnWrites()
  const sessions = new SessionCounts()

  const doubt = (): void => {
    io.emit('heads:doubted')
    watch.refresh(true).catch((err: unknown) => log.warn({ err }, 'watched presence could not be read'))
  }
  const mayPush = (): boolean => sessionCheck.trusted
  const unchecked = (err: unknown): void => log.error({ err }, 'who may watch whom could not be checked')
  const permissionsChanged = (userIds: readonly string[]): void => void watch.recheck(userIds).catch(unchecked)
  const watchingChanged = (userIds: readonly string[]): void => void watch.recheckWatchersOf(userIds).catch(unchecked)
  const subscription = ports.relay.listen(
    (channels, event) => push(channels, event),
    () => doubt(),
  )
  subscription.join(DOCTOR_CHANNEL)
  const doctorAsked = (reply: Channel): void =>
    ports.relay.publish([reply], { name: 'doctor:answered', payload: { gatewayId: id } })
  const holds = new ChannelHolds(subscription)
  const tracker = new PresenceTracker()
  const watch = new PresenceWatch({ io, holds, ports, mayPush })
  const push = pushTo({ io, presence: watch, mayPush, permissionsChanged, watchingChanged, doctorAsked })
  const heads = new HeadsWatch({
    compareHeads: useCases.compareHeads,
    newerProfiles: ports.users.newer,
    log,
    ...(options.compareHeadsMs ? { everyMs: options.compareHeadsMs } : {}),
  })
  const requests = new Requests({
    handlers: createHandlers({ useCases, sessions: ports.sessions, tracker, watch, heads }),
    log,
    ...(options.rates ? { rates: options.rates } : {}),
  })
  const sessionCheck = startSessionCheck({
    sessions: ports.sessions,
    present: () => sessions.sessionIds,
    end: (sessionIds) => endSessions(io.sockets.sockets.values(), new Set(sessionIds)),
    recovered: doubt,
    log,
    ...(options.sessionCheckMs ? { intervalMs: options.sessionCheckMs } : {}),
    ...(options.sessionsTrustedForMs ? { trustedForMs: options.sessionsTrustedForMs } : {}),
  })
  const presenceLoop = startPresenceLoop({
    gatewayId: id,
    store: ports.presence,
    announce: useCases.announcePresence,
    tracker,
    watch,
    gatewayGone: doubt,
    log,
    ...(options.presenceTiming ? { timing: options.presenceTiming } : {}),
  })

  const counts = new ConnectionCounts(io, options.proxied ?? false, options.connections)
  io.use(admitSockets({ ports, holds, counts, isDraining: () => draining, log }))
  const left = (socket: GatewaySocket): void => {
    socket.data.release()
    sessions.left(socket.data.actor.sessionId)
    watch.leave(socket)
    heads.leave(socket)
    tracker.leave(socket.data.actor.userId, socket.id, performance.now())
  }
  // The same for all sockets: they are many, and each would keep its own.
  const onDisconnect = function (this: GatewaySocket): void {
    left(this)
  }
  io.on('connection', (socket) => {
    counts.known(socket.conn)
    sessions.came(socket.data.actor.sessionId)
    slowReaders.watch(socket)
    turnWrites.follow(socket)
    welcome(socket, requests)
    socket.on('disconnect', onDisconnect)
    socket.conn.off('close', socket.data.release)
    letGoOfHandshake(socket)
  })

  async function stop(): Promise<void> {
    draining = true
    sessionCheck.stop()
    heads.stop()
    await letGo(io)
    await presenceLoop.stop()
    await subscription.close()
  }

  return {
    id,
    async drain() {
      draining = true
      io.emit('gateway:draining')
      await Promise.race([everybodyGone(io), timeout(LEAVE_TIMEOUT_MS)])
      await Promise.race([requests.idle(), timeout(DRAIN_TIMEOUT_MS)])
      await stop()
    },
    close: stop,
    stats: () => ({
      sockets: io.sockets.sockets.size,
      inFlight: requests.inFlight,
      cutOff: slowReaders.cutOff,
      waitingBytes: slowReaders.waitingBytes,
      pushing: sessionCheck.trusted,
    }),
  }
}

function openServer({ httpServer, origins = [] }: GatewayOptions): GatewayServer {
  return new Server(httpServer, {
    path: '/socket.io/',
    serveClient: false,
    destroyUpgrade: false,
    perMessageDeflate: false,
    parser: textParser,
    httpCompression: false,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    cors: { origin: [...origins] },
    allowRequest: ({ headers }, decide) => decide(null, isOriginAllowed(headers.origin, headers.host, origins)),
  })
}

// Rooms are joined in the same turn in which the handshake is answered: no event falls between.
function welcome(socket: GatewaySocket, requests: Requests): void {
  socket.data.visible = false
  // By the handshake, which looked its session up.
  socket.data.notedAt = Math.round(performance.now())
  void socket.join(userRoom(socket.data.actor.userId))
  requests.serve(socket)
}

/** Clients leave by themselves, each after a moment of its own, when what they asked is answered. */
async function everybodyGone(io: GatewayServer): Promise<void> {
  while (io.sockets.sockets.size > 0) await timeout(GONE_CHECK_MS)
}

// What was written to a socket goes out before it is closed; Engine.IO's own close would throw it away.
async function letGo(io: GatewayServer): Promise<void> {
  const written = [...io.sockets.sockets.values()].map(
    ({ conn }) => new Promise<void>((resolve) => conn.once('close', () => resolve())),
  )
  io.disconnectSockets(true)
  await Promise.race([Promise.all(written), timeout(CLOSE_TIMEOUT_MS)])
  io.engine.close()
}

const timeout = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())
