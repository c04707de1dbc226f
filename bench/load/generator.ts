import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { holdTo } from '../measure/processes'
import type { Command, Job, LoadClient, Returned, Tally } from './job'

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))

export interface Generator {
  readonly pids: readonly number[]
  /** Everybody begins to talk. */
  talk(): Promise<void>
  measure(): Promise<void>
  pause(): Promise<void>
  /** Everybody falls silent; resolves when all that was said has arrived. */
  settle(): Promise<Tally>
  /** All connections are cut at once; resolves when everybody has everything again. */
  cut(): Promise<Returned>
  end(): Promise<void>
}

export interface GeneratorOptions extends Omit<Job, 'clients'> {
  /** By conversation: its members stay together. */
  readonly conversations: readonly (readonly LoadClient[])[]
  readonly processes: number
  readonly cores: string | null
}

/** Resolves when everybody is connected. */
export async function startGenerator({
  conversations,
  processes,
  cores,
  ...job
}: GeneratorOptions): Promise<Generator> {
  const workers = Array.from({ length: processes }, () => new Worker(cores))
  const all = (command: Command) => Promise.all(workers.map((worker) => worker.ask(command)))
  await Promise.all(
    workers.map((worker, index) => {
      const clients = conversations.filter((_, at) => at % processes === index).flat()
      return worker.ask({ do: 'connect', job: { ...job, perSecond: job.perSecond / processes, clients } })
    }),
  )
  return {
    pids: workers.map(({ pid }) => pid),
    talk: async () => void (await all({ do: 'talk' })),
    measure: async () => void (await all({ do: 'measure' })),
    pause: async () => void (await all({ do: 'pause' })),
    settle: async () => merge((await all({ do: 'settle' })) as Tally[]),
    cut: async () => mergeReturned((await all({ do: 'return' })) as Returned[]),
    end: async () => void (await all({ do: 'end' })),
  }
}

class Worker {
  readonly #process: ChildProcess

  constructor(cores: string | null) {
    this.#process = fork(WORKER, { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
    holdTo(this.#process.pid ?? 0, cores)
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  async ask(command: Command): Promise<unknown> {
    const answered = once(this.#process, 'message')
    this.#process.send(command)
    const [answer] = (await answered) as [{ ok: true; answer: unknown } | { ok: false; message: string }]
    if (!answer.ok) throw new Error(answer.message)
    return answer.answer
  }
}

const mergeReturned = (all: readonly Returned[]): Returned => ({
  levelMs: all.flatMap(({ levelMs }) => levelMs).sort((one, other) => one - other),
  caught: all.flatMap(({ caught }) => caught),
  triedAgain: all.reduce((sum, { triedAgain }) => sum + triedAgain, 0),
  cpuSeconds: all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  wrong: all.flatMap(({ wrong }) => wrong),
})

function merge(tallies: readonly Tally[]): Tally {
  const sum = (key: 'sent' | 'delivered' | 'total') => tallies.reduce((all, tally) => all + tally[key], 0)
  const sorted = (key: 'acknowledgedMs' | 'deliveredMs') =>
    tallies.flatMap((tally) => tally[key]).sort((one, other) => one - other)
  return {
    sent: sum('sent'),
    delivered: sum('delivered'),
    total: sum('total'),
    acknowledgedMs: sorted('acknowledgedMs'),
    deliveredMs: sorted('deliveredMs'),
    wrong: tallies.flatMap(({ wrong }) => wrong),
  }
}
