import { setTimeout as wait } from 'node:timers/promises'
import type { Member } from '@/server/cluster/member'
import type { Cluster } from '@/server/cluster/open-cluster'
import type { EmbeddedPostgres } from '@/server/infrastructure/postgres/embedded'
import type { TestNats } from '@/server/testing/nats'
import type { Random } from '../random'
import type { CommitPoint } from './commit-trap'
import type { Fault } from './fault'
import type { Keeper } from './keeper'
import type { Reach } from './many-processes'
import { postgresAnswers } from './postgres-answers'
import type { Pace } from './site'

const TRAP_TIMEOUT_MS = 10_000
/** From the answer of a commit until the kill: time for the acknowledgement, while nothing gets to NATS. */
const ACK_MS = 200
const POINTS: readonly CommitPoint[] = ['before the commit', 'after the commit, before its answer', 'after its answer']

interface Parts {
  readonly cluster: Cluster
  readonly keeper: Keeper
  readonly reaches: ReadonlyMap<string, Reach>
  readonly postgres: EmbeddedPostgres
  readonly nats: TestNats
  readonly random: Random
  readonly pace: Pace
}

/** What happens among Kith's own machines. */
export function clusterFaults(parts: Parts): readonly Fault[] {
  return [...deaths(parts), ...relayFaults(parts), ...databaseFaults(parts), ...standstills(parts)]
}

function deaths({ cluster, keeper, reaches, random }: Parts): Fault[] {
  const { gateways, webs } = cluster
  return [
    {
      name: 'kill -9 of a gateway',
      takes: ['gateways'],
      deadly: true,
      strike: () => keeper.kill(random.pick(gateways)),
    },
    { name: 'kill -9 of a web', takes: ['webs'], strike: () => keeper.kill(random.pick(webs)) },
    ...POINTS.flatMap((point): Fault[] => [
      {
        name: `kill -9 of a gateway ${pointName(point)}`,
        takes: ['gateways'],
        deadly: true,
        strike: (instead) => killAt(point, random.pick(gateways), { keeper, reaches, instead }),
      },
      {
        name: `kill -9 of a web ${pointName(point)}`,
        takes: ['webs'],
        strike: (instead) => killAt(point, random.pick(webs), { keeper, reaches, instead }),
      },
    ]),
    {
      name: 'a rolling restart',
      takes: ['gateways', 'webs'],
      async strike() {
        for (const member of [...gateways, ...webs]) await keeper.restart(member)
      },
    },
  ]
}

const pointName = (point: CommitPoint): string =>
  point === 'after its answer'
    ? 'after a commit and its ack, before the publish'
    : point.replace('the commit', 'a commit')

type Killing = Pick<Parts, 'keeper' | 'reaches'> & { readonly instead: (name: string) => void }

async function killAt(point: CommitPoint, member: Member, { keeper, reaches, instead }: Killing): Promise<void> {
  const reach = reaches.get(member.name)
  if (!reach) throw new Error(`${member.name} has no proxies.`)
  const { trap, postgres, nats } = reach
  const giveUp = new AbortController()
  const sprung = trap.arm(point, member.kind === 'gateway').then(() => {
    // What was committed is acknowledged; nobody else hears of it.
    if (point === 'after its answer') nats.stall()
    return true
  })
  const late = wait(TRAP_TIMEOUT_MS, false, { signal: giveUp.signal }).catch(() => false)
  const there = await Promise.race([sprung, late])
  giveUp.abort()
  trap.disarm()
  if (!there) instead(`kill -9 of a ${member.kind} to which no commit came`)
  if (there && point === 'after its answer') await wait(ACK_MS)
  await keeper.kill(member, () => {
    // Its ends of all connections are gone, as the kernel closes them; of those held back nothing goes on.
    nats.cut()
    nats.heal()
    postgres.cut()
  })
}

function relayFaults({ cluster, reaches, nats, random, pace }: Parts): Fault[] {
  const cutOff = (name: string, breaks: (reach: Reach) => void): Fault => ({
    name,
    takes: ['nats'],
    async strike() {
      const reach = reaches.get(random.pick(cluster.gateways).name)
      if (!reach) return
      breaks(reach)
      await pace.hold(20_000, 3_000)
      reach.nats.heal()
      reach.nats.cut()
    },
  })
  return [
    {
      name: 'NATS killed, for 60 s',
      takes: ['nats'],
      strike: () => nats.whileAway(() => pace.hold(60_000, 3_000)),
    },
    cutOff('a gateway cut off from NATS', (reach) => {
      reach.nats.refuse()
      reach.nats.cut()
    }),
    cutOff('a gateway’s NATS silent without a FIN', (reach) => reach.nats.silence()),
  ]
}

function databaseFaults({ reaches, postgres, pace }: Parts): Fault[] {
  const all = [...reaches.values()].map((reach) => reach.postgres)
  return [
    {
      name: 'kill -9 of Postgres',
      takes: ['postgres'],
      async strike() {
        // Its whole group: it is started again by itself.
        process.kill(-postgres.pid, 'SIGKILL')
        await postgresAnswers(() => postgres.url)
      },
    },
    {
      name: 'Postgres stalled for 30 s',
      takes: ['postgres'],
      async strike() {
        for (const proxy of all) proxy.stall()
        await pace.hold(30_000, 3_000)
        for (const proxy of all) proxy.heal()
      },
    },
    {
      name: 'every connection to Postgres cut',
      takes: ['postgres'],
      async strike() {
        for (const proxy of all) proxy.cut()
      },
    },
  ]
}

function standstills({ cluster, random, pace }: Parts): Fault[] {
  return [
    {
      name: 'a gateway stands still',
      takes: ['gateways'],
      async strike() {
        const gateway = random.pick(cluster.gateways)
        gateway.suspend()
        await pace.hold(15_000, 2_000)
        gateway.resume()
      },
    },
  ]
}
