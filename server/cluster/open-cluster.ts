import { openSecrets, prepareDataFolder } from '../infrastructure/data-folder'
import { startEmbeddedPostgres } from '../infrastructure/postgres/embedded'
import { lockFolder } from '../infrastructure/postgres/folder-lock'
import { freePort } from '../testing/app-process'
import { startNats, type TestNats } from '../testing/nats'
import { type Balancer, startBalancer } from './balancer'
import { type Member, startMember } from './member'

export interface ClusterOptions {
  /** 3 if left out. */
  readonly gateways?: number
  /** 2 if left out. */
  readonly webs?: number
  /** Of the balancer; any free one if left out. */
  readonly port?: number
  readonly host?: string
  /** What all processes share: secrets, blobs, uploads, and the embedded Postgres. */
  readonly dataFolder: string
  /** In place of an embedded Postgres. */
  readonly databaseUrl?: string
  /** In place of a NATS server of the cluster's own. */
  readonly natsUrl?: string
  /** Over what the cluster sets, by process: DATABASE_URL and NATS_URL may lead through something that breaks. */
  readonly envOf?: (name: string) => Readonly<Record<string, string>>
  readonly onOutput?: (name: string, text: string) => void
}

/** Kith as many processes on this machine, behind one address. */
export interface Cluster {
  /** The balancer's, as `http://localhost:…`. */
  readonly url: string
  readonly port: number
  readonly databaseUrl: string
  readonly natsUrl: string
  /** Null: somebody else's. */
  readonly nats: TestNats | null
  /** Null: somebody else's. */
  readonly postgres: { kill(): void } | null
  readonly gateways: readonly Member[]
  readonly webs: readonly Member[]
  /** Resolves when every process is ready and the balancer knows. */
  ready(): Promise<void>
  /** Stops everything; resolves with what the processes ended with, by name. */
  stop(): Promise<Readonly<Record<string, number | string>>>
}

const GATEWAYS = 3
const WEBS = 2
/** Of a process's pools, and some to look in with. */
const CONNECTIONS_EACH = 46

/** Resolves when all of it is ready. @throws StartFailure, or an Error with what a process said that didn't start */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { gateways = GATEWAYS, webs = WEBS, host = '127.0.0.1' } = options
  const closers: (() => Promise<unknown> | unknown)[] = []
  const members: Member[] = []
  const stop = async () => {
    const codes = await Promise.all(members.map(async (member) => [member.name, await end(member)] as const))
    for (const close of closers.splice(0).reverse()) await close()
    return Object.fromEntries(codes)
  }
  try {
    prepareDataFolder(options.dataFolder)
    const postgres = options.databaseUrl ? null : await openPostgres(options.dataFolder, gateways + webs, closers)
    const databaseUrl = options.databaseUrl ?? postgres?.url ?? ''
    const nats = options.natsUrl ? null : await startNats()
    if (nats) closers.push(nats.stop)
    const natsUrl = options.natsUrl ?? nats?.url ?? ''
    const port = options.port || (await freePort())
    const url = `http://localhost:${port}`
    const shared = {
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      NATS_URL: natsUrl,
      KITH_URL: url,
      KITH_SECRET: openSecrets(options.dataFolder).secret,
    }
    const add = async (kind: Member['kind'], index: number) => {
      const name = `${kind}-${index + 1}`
      const { onOutput } = options
      const member = await startMember({
        kind,
        name,
        dataFolder: options.dataFolder,
        env: { ...shared, ...options.envOf?.(name) },
        ...(onOutput ? { onOutput: (text: string) => onOutput(name, text) } : {}),
      })
      members.push(member)
      return member
    }
    // The first one migrates the database; pages don't begin on an older one.
    const first = await add('gateway', 0)
    await first.ready()
    const others = await Promise.all(Array.from({ length: gateways - 1 }, (_, index) => add('gateway', index + 1)))
    const pages = await Promise.all(Array.from({ length: webs }, (_, index) => add('web', index)))
    const sockets = [first, ...others]
    await Promise.all(members.map((member) => member.ready()))
    const balancer = await startBalancer({ gateways: addresses(sockets), webs: addresses(pages), port, host })
    closers.push(balancer.close)
    await balancer.allReady()
    return {
      url,
      port,
      databaseUrl,
      natsUrl,
      nats,
      postgres,
      gateways: sockets,
      webs: pages,
      ready: () => allReady(members, balancer),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openPostgres(dataFolder: string, processes: number, closers: (() => unknown)[]) {
  closers.push(lockFolder(dataFolder))
  const postgres = await startEmbeddedPostgres({
    dataFolder,
    password: openSecrets(dataFolder).databasePassword,
    settings: { max_connections: String((processes + 1) * CONNECTIONS_EACH) },
  })
  closers.push(postgres.stop)
  // Its whole group: it is started again by itself.
  return { url: postgres.url, kill: () => void process.kill(-postgres.pid, 'SIGKILL') }
}

async function allReady(members: readonly Member[], balancer: Balancer): Promise<void> {
  await Promise.all(members.map((member) => member.ready()))
  await balancer.allReady()
}

async function end(member: Member): Promise<number | string> {
  member.resume()
  return member.stop()
}

const addresses = (members: readonly Member[]): Record<string, string> =>
  Object.fromEntries(members.map(({ name, url }) => [name, url]))
