/** Hands rows to Postgres as fast as it takes them, a transaction a batch. */
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import type { Inserted, InsertJob } from './job'
import { Share } from './share'
import { MARK, SAY } from './statements'

const TEXT = 'Shall we meet at the harbour at nine? I have the key.'

process.once('message', (job: InsertJob) => void insert(job).then((done) => process.send?.(done)))
process.once('disconnect', () => process.exit(0))
process.send?.('ready')

async function insert({ databaseUrl, shares, batch, warmUpMs, measuredMs }: InsertJob): Promise<Inserted> {
  const from = performance.now() + warmUpMs
  const until = from + measuredMs
  let cpu: NodeJS.CpuUsage | null = null
  let [messages, total] = [0, 0]
  const fill = async (share: Share) => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query("SET plan_cache_mode = 'force_generic_plan'")
    while (performance.now() < until) {
      await client.query('BEGIN')
      await client.query({ name: 'say', text: SAY, values: share.say(batch, TEXT) })
      await client.query({ name: 'mark', text: MARK, values: share.mark() })
      await client.query('COMMIT')
      total += batch
      const now = performance.now()
      if (now < from || now > until) continue
      cpu ??= process.cpuUsage()
      messages += batch
    }
    await client.end()
  }
  await Promise.all(shares.map((share) => fill(new Share(share))))
  const { user, system } = process.cpuUsage(cpu ?? undefined)
  return { messages, total, seconds: measuredMs / 1_000, cpuSeconds: (user + system) / 1e6 }
}
