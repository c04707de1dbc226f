import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { LoadClient } from '../load/job'
import { holdTo, usageOf } from '../measure/processes'
import { checkStored } from '../measure/stored'
import type { Stage } from '../stage'
import type { Inserted, InsertJob } from './job'

const PROCESS = fileURLToPath(new URL('insert-process.ts', import.meta.url))
const WARM_UP_MS = 2_000
/** As many as Kith has lanes. */
const CONNECTIONS = 2

export interface Batches {
  readonly conversations: readonly (readonly LoadClient[])[]
  /** Of a commit: as many as can wait for the next one. */
  readonly batch: number
  readonly seconds: number
}

/**
 * The limit of Postgres: the rows that Kith stores of messages that everybody has seen, handed over many at once by who knows
 * all seqs beforehand. CPU in seconds per 1,000 messages. @throws when they aren't what is stored
 */
export async function insertBatched(stage: Stage, { conversations, batch, seconds }: Batches) {
  const child = fork(PROCESS, { execArgv: ['--import', 'tsx'] })
  try {
    holdTo(child.pid ?? 0, stage.serverCores)
    await once(child, 'message')
    const shares = Array.from({ length: CONNECTIONS }, (_, share) =>
      conversations.filter((_, at) => at % CONNECTIONS === share),
    )
    const measuredMs = seconds * 1_000
    const job: InsertJob = { databaseUrl: stage.databaseUrl, shares, batch, warmUpMs: WARM_UP_MS, measuredMs }
    const answered = once(child, 'message')
    child.send(job)
    await wait(WARM_UP_MS)
    const before = usageOf([stage.postgresPid]).cpuSeconds
    await wait(measuredMs)
    const postgresCpu = usageOf([stage.postgresPid]).cpuSeconds - before
    const [inserted] = (await answered) as [Inserted]
    const wrong = await checkStored(stage.pool, conversations, inserted.total)
    if (wrong.length > 0) throw new Error(`What was inserted is not what there is:\n${wrong.join('\n')}`)
    return {
      messagesPerSecond: inserted.messages / inserted.seconds,
      cpuPerThousandMessages: (1_000 * (inserted.cpuSeconds + postgresCpu)) / inserted.messages,
      postgresPerThousandMessages: (1_000 * postgresCpu) / inserted.messages,
    }
  } finally {
    child.kill('SIGKILL')
  }
}
