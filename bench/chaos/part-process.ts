import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Commands } from './part'

type Name = keyof Commands
type Input<N extends Name> = Parameters<Commands[N]> extends [infer I] ? I : undefined
type Output<N extends Name> = Awaited<ReturnType<Commands[N]>>

const PART = fileURLToPath(new URL('part.ts', import.meta.url))

interface Answer {
  readonly id: number
  readonly answer?: unknown
  readonly error?: string
}

/** A process with some of the crowd in it. */
export class PartProcess {
  readonly #child: ChildProcess
  readonly #asked = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>()
  #next = 0
  #stopping = false
  #suspended = false

  constructor() {
    this.#child = fork(PART, [], { execArgv: ['--import', 'tsx'] })
    this.#child.on('message', ({ id, answer, error }: Answer) => {
      const asked = this.#asked.get(id)
      this.#asked.delete(id)
      if (error === undefined) asked?.resolve(answer as never)
      else asked?.reject(new Error(error))
    })
    this.#child.once('exit', (code, signal) => {
      if (this.#stopping) return
      for (const { reject } of this.#asked.values()) reject(new Error(`A part of the crowd ended (${code ?? signal}).`))
    })
  }

  ask<N extends Name>(name: N, ...[input]: Input<N> extends undefined ? [] : [Input<N>]): Promise<Output<N>> {
    const id = this.#next++
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#child.send({ id, name, input })
    })
  }

  get suspended(): boolean {
    return this.#suspended
  }

  /** SIGSTOP: as a laptop whose lid is closed. */
  suspend(): void {
    this.#suspended = true
    this.#child.kill('SIGSTOP')
  }

  resume(): void {
    this.#suspended = false
    this.#child.kill('SIGCONT')
  }

  end(): void {
    this.#stopping = true
    this.#child.kill('SIGKILL')
  }
}
