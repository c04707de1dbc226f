import path from 'node:path'
import type pg from 'pg'
import { boundedSends } from './application/bounded-sends'
import type { Ports } from './application/ports'
import { createUseCases, type UseCases } from './application/use-cases'
import { deploymentOf } from './deployment'
import { type Env, readEnv } from './env'
import { argon2 } from './infrastructure/auth/argon2'
import { limitAttempts } from './infrastructure/auth/attempts'
import { signedTickets } from './infrastructure/auth/tickets'
import { openBlobs } from './infrastructure/blobs/open-blobs'
import { openSecrets, prepareDataFolder } from './infrastructure/data-folder'
import { databaseAdmin } from './infrastructure/database/admin'
import { databaseAttemptCounts } from './infrastructure/database/attempt-counts'
import { databaseBlocks } from './infrastructure/database/blocks'
import { connectDatabase } from './infrastructure/database/client'
import { databaseClock } from './infrastructure/database/clock'
import { databaseContacts } from './infrastructure/database/contacts'
import { databaseConversations } from './infrastructure/database/conversations'
import { databaseErasing } from './infrastructure/database/erasing'
import { databaseExports } from './infrastructure/database/exports'
import { databaseFiles } from './infrastructure/database/files'
import { databaseLeaving } from './infrastructure/database/leaving'
import { databaseLinkPreviews } from './infrastructure/database/link-previews'
import { databaseMessageLog } from './infrastructure/database/message-log'
import { databaseNotifications } from './infrastructure/database/notifications'
import { databasePictures } from './infrastructure/database/pictures'
import { createPresenceStore } from './infrastructure/database/presence-store'
import { databasePrivacy } from './infrastructure/database/privacy'
import { databasePushSubscriptions } from './infrastructure/database/push-subscriptions'
import { databaseReports } from './infrastructure/database/reports'
import { databaseRequests } from './infrastructure/database/requests'
import { databaseRetention } from './infrastructure/database/retention'
import { databaseSearch } from './infrastructure/database/search'
import { databaseSessions } from './infrastructure/database/sessions'
import { databaseStickers } from './infrastructure/database/stickers'
import { databaseUploads } from './infrastructure/database/uploads'
import { databaseUsers } from './infrastructure/database/users'
import { serverProbes } from './infrastructure/doctor/probes'
import { notificationQueue } from './infrastructure/jobs/notification-queue'
import { databaseJobs } from './infrastructure/jobs/queue'
import { linkReader } from './infrastructure/links/link-reader'
import { measuredRelay } from './infrastructure/metrics/measured-relay'
import { measuredSends } from './infrastructure/metrics/measured-sends'
import { createMetrics, type Metrics } from './infrastructure/metrics/metrics'
import { sharpEncoder } from './infrastructure/pictures/sharp-encoder'
import { vapidKeys } from './infrastructure/push/vapid-keys'
import { webPusher } from './infrastructure/push/web-pusher'
import { Limits } from './infrastructure/rates/limits'
import { fileExaminer as examinerOf } from './infrastructure/uploads/examiner'
import { createLog, type Log } from './log'
import { openRelay } from './open-relay'
import { checkDatabase } from './reach-database'
import { StartFailure } from './start-failure'
import { NO_RATE, PROCEDURE_RATES } from './trpc/procedure-rates'

/** Where adapters meet use cases. One per process. */
export interface Container {
  readonly env: Env
  /** Signs sessions and tickets; the same in every process of one Kith. */
  readonly secret: string
  readonly log: Log
  readonly pool: pg.Pool
  readonly reads: pg.Pool
  readonly background: pg.Pool
  readonly metrics: Metrics
  readonly ports: Ports
  readonly useCases: UseCases
  /** Of procedures. */
  readonly limits: Limits
  close(): Promise<void>
}

interface Foundation {
  readonly env: Env
  readonly secret: string
  readonly log: Log
  readonly databaseUrl: string
  /** Left out: the working folder’s. Where Next.js is hosted by itself, nothing says where a module lies. */
  readonly migrations?: string
  /** So long NATS may take to be there. */
  readonly natsPatienceMs?: number
}

const NATS_PATIENCE_MS = 10_000

// A module is loaded twice in one process, by the server and by Next's routes; what must be one is kept here.
const KEY = Symbol.for('kith.container')
const kept = globalThis as { [KEY]?: Promise<Container> }

/**
 * The process's container. The server makes it when it starts; where there is no such server (Next.js hosted by
 * itself), the first request does. @throws StartFailure
 */
export function getContainer(): Promise<Container> {
  kept[KEY] ??= fromEnvironment().catch((error: unknown) => {
    delete kept[KEY]
    throw error
  })
  return kept[KEY]
}

/** Makes the process's container. @throws StartFailure when NATS can't be reached */
export function createContainer(foundation: Foundation): Promise<Container> {
  kept[KEY] = assemble(foundation)
  return kept[KEY]
}

async function fromEnvironment(): Promise<Container> {
  const env = readEnv(process.env)
  if (!env.databaseUrl)
    throw new StartFailure('DATABASE_URL is not set, and only "npm start" brings a database of its own.')
  if (!env.natsUrl) throw new StartFailure('NATS_URL is not set: gateways could not hear of what is committed here.')
  await checkDatabase(env.databaseUrl)
  const { databaseUrl } = env
  // A request waits for it, and the next one tries again.
  return createContainer({ env, secret: secretOf(env), log: createLog(env.logLevel), databaseUrl, natsPatienceMs: 0 })
}

/** The configured secret, or the data folder's own. @throws StartFailure */
export function secretOf(env: Env): string {
  if (env.secret) return env.secret
  prepareDataFolder(env.dataFolder)
  return openSecrets(env.dataFolder).secret
}

async function assemble({
  env,
  secret,
  log,
  databaseUrl,
  migrations = path.resolve('prisma/migrations'),
  natsPatienceMs = NATS_PATIENCE_MS,
}: Foundation): Promise<Container> {
  const metrics = createMetrics()
  const relay = measuredRelay(await openRelay({ natsUrl: env.natsUrl, patienceMs: natsPatienceMs, log }), metrics)
  const database = connectDatabase(databaseUrl, (err) => log.warn({ err }, 'a database connection broke'))
  const { pool, lanes, reads, background, prisma } = database
  const clock = await databaseClock(pool)
  const blobs = await openBlobs(env.dataFolder, env.s3)
  const fileExaminer = examinerOf(env.files)
  const ports: Ports = {
    messages: measuredSends(
      boundedSends(databaseMessageLog(pool, { lanes, reads, editWindowMs: env.editWindowMs })),
      metrics,
    ),
    search: databaseSearch(pool),
    conversations: databaseConversations(pool),
    users: databaseUsers(prisma, pool),
    sessions: databaseSessions(database),
    contacts: databaseContacts(prisma),
    blocks: databaseBlocks(pool),
    reports: databaseReports(pool),
    requests: databaseRequests(pool),
    pictures: databasePictures(prisma),
    admin: databaseAdmin(prisma),
    privacy: databasePrivacy(pool),
    presence: createPresenceStore(pool),
    relay,
    passwords: argon2,
    attempts: limitAttempts(databaseAttemptCounts(pool)),
    tickets: signedTickets(secret, clock.now),
    pictureEncoder: sharpEncoder,
    files: databaseFiles(pool, blobs, fileExaminer),
    uploads: databaseUploads(pool, blobs),
    blobs,
    fileExaminer,
    stickers: databaseStickers(pool),
    linkPreviews: databaseLinkPreviews(pool),
    linkReader: linkReader(),
    jobs: databaseJobs(pool, log),
    erasing: databaseErasing(background),
    retention: databaseRetention(pool),
    notifications: databaseNotifications(pool),
    notificationQueue: notificationQueue(pool, log),
    pushSubscriptions: databasePushSubscriptions(pool),
    pusher: webPusher({ keys: vapidKeys(secret), contact: env.pushContact }),
    leaving: databaseLeaving(background),
    exports: databaseExports(background, blobs, fileExaminer),
    probes: serverProbes({ pool, migrations, dataFolder: env.dataFolder }),
  }
  const { groupMembers, gatewayUrl, files, editWindowMs } = env
  const useCases = createUseCases(ports, {
    groupMembers,
    gatewayUrl,
    files,
    editWindowMs,
    deployment: deploymentOf(env),
    now: clock.now,
  })
  const close = async () => {
    clock.close()
    await ports.notificationQueue.settled()
    await relay.close()
    await database.close()
  }
  const limits = new Limits(PROCEDURE_RATES, NO_RATE)
  return { env, secret, log, pool, reads, background, metrics, ports, useCases, limits, close }
}
