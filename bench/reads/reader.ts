import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { holdTo } from '../measure/processes'
import type { KindName, Limit, Past } from './kinds'

const PROCESS = fileURLToPath(new URL('reader-process.ts', import.meta.url))

export interface Opening {
  readonly past: Past
  readonly url: string
  /** Of the least that answers. */
  readonly bareUrl: string
  readonly secret: string
  readonly databaseUrl: string
}

/** As browsers ask, or what is measured beside it. */
export type Way = 'http' | Limit

export interface Round {
  readonly kind: KindName
  readonly way: Way
  readonly seconds: number
}

/** Milliseconds, sorted; what was wrong with answers; how many there weren't, as the server was busy. */
export interface Asked {
  readonly ms: readonly number[]
  readonly wrong: readonly string[]
  readonly refused: number
}

export interface Reader {
  /** @throws when an answer isn't what is there */
  ask(round: Round): Promise<readonly number[]>
  readonly refused: number
  end(): void
}

export async function startReader(opening: Opening, cores: string | null): Promise<Reader> {
  const child = fork(PROCESS, { execArgv: ['--import', 'tsx'] })
  holdTo(child.pid ?? 0, cores)
  const tell = async <T>(message: Opening | Round): Promise<T> => {
    const answered = once(child, 'message')
    child.send(message)
    const [answer] = (await answered) as [{ ok: true; answer: T } | { ok: false; message: string }]
    if (!answer.ok) throw new Error(answer.message)
    return answer.answer
  }
  await tell(opening)
  let refusals = 0
  return {
    get refused() {
      return refusals
    },
    async ask(round) {
      const { ms, wrong, refused } = await tell<Asked>(round)
      refusals += refused
      if (wrong.length > 0) throw new Error(`What was read is not what there is:\n${wrong.join('\n')}`)
      return ms
    },
    end: () => void child.kill('SIGKILL'),
  }
}
