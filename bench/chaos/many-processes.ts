import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Member } from '@/server/cluster/member'
import { type Cluster, openCluster } from '@/server/cluster/open-cluster'
import { diskBlobs } from '@/server/infrastructure/blobs/disk'
import { startEmbeddedPostgres } from '@/server/infrastructure/postgres/embedded'
import { type FaultProxy, startFaultProxy } from '@/server/testing/fault-proxy'
import { startNats } from '@/server/testing/nats'
import { clusterFaults } from './cluster-faults'
import { CommitTrap } from './commit-trap'
import { crowdFaults } from './crowd-faults'
import { Keeper } from './keeper'
import type { Site } from './site'
import { wayFaults } from './way-faults'

const WAYS = 8
const GATEWAYS = 3
const WEBS = 2
const CONNECTIONS = 300

/** What one process reaches Postgres and NATS by. */
export interface Reach {
  readonly postgres: FaultProxy
  readonly nats: FaultProxy
  readonly trap: CommitTrap
}

/** Three gateways, two processes of pages, Postgres, NATS and a balancer. @param logs a folder for what they write */
export async function openManyProcesses(logs: string | null): Promise<Site> {
  if (logs) fs.mkdirSync(logs, { recursive: true })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-chaos-'))
  const dataFolder = path.join(folder, 'data')
  const postgres = await startEmbeddedPostgres({
    dataFolder: path.join(folder, 'database'),
    password: randomUUID(),
    settings: { max_connections: String(CONNECTIONS) },
  })
  const nats = await startNats()
  const reaches = await openReaches(postgres.url, nats.url)
  const cluster: Cluster = await openCluster({
    gateways: GATEWAYS,
    webs: WEBS,
    dataFolder,
    databaseUrl: postgres.url,
    natsUrl: nats.url,
    envOf: (name) => envOf(reaches.get(name), postgres.url),
    onOutput: (name, text) => {
      if (logs) fs.appendFileSync(path.join(logs, `${name}.log`), text)
    },
  })
  const ways = await Promise.all(Array.from({ length: WAYS }, () => startFaultProxy(cluster.port)))
  const members: readonly Member[] = [...cluster.gateways, ...cluster.webs]
  const surprises: string[] = []
  const keeper = new Keeper(members, surprises)

  const site: Site = {
    url: cluster.url,
    ways,
    blobs: diskBlobs(path.join(dataFolder, 'blobs')),
    surprises,
    gatewayUrls: cluster.gateways.map(({ url }) => url),
    processes: () => Object.fromEntries(members.map(({ name, pid }) => [name, pid])),
    ready: () => cluster.ready(),
    databaseUrl: () => postgres.url,
    faults: (random, crowd, pace) => [
      ...clusterFaults({ cluster, keeper, reaches, postgres, nats, random, pace }),
      ...wayFaults(ways, random, pace),
      ...crowdFaults(crowd, site, random, pace),
    ],
    async stop() {
      keeper.stop()
      await Promise.all(ways.map((way) => way.close()))
      for (const [name, code] of Object.entries(await cluster.stop())) {
        if (code !== 0) surprises.push(`SIGTERM ended ${name} with ${code}.`)
      }
      for (const reach of reaches.values()) await Promise.all([reach.postgres.close(), reach.nats.close()])
      await nats.stop()
      await postgres.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
  return site
}

async function openReaches(databaseUrl: string, natsUrl: string): Promise<ReadonlyMap<string, Reach>> {
  const names = [
    ...Array.from({ length: GATEWAYS }, (_, index) => `gateway-${index + 1}`),
    ...Array.from({ length: WEBS }, (_, index) => `web-${index + 1}`),
  ]
  const reaches = names.map(async (name) => {
    const trap = new CommitTrap()
    const postgres = await startFaultProxy(Number(new URL(databaseUrl).port), 0, () => trap.watch())
    const nats = await startFaultProxy(Number(new URL(natsUrl).port))
    return [name, { postgres, nats, trap }] as const
  })
  return new Map(await Promise.all(reaches))
}

function envOf(reach: Reach | undefined, databaseUrl: string): Record<string, string> {
  if (!reach) return {}
  const url = new URL(databaseUrl)
  url.port = String(reach.postgres.port)
  // Through its proxy alone: a NATS server would tell its clients of its other addresses.
  return { DATABASE_URL: url.href, NATS_URL: `nats://127.0.0.1:${reach.nats.port}`, KITH_LOG_LEVEL: 'warn' }
}
