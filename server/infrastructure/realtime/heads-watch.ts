import { performance } from 'node:perf_hooks'
import type { HeadsCompared } from '@/contracts/events'
import type { CompareHeadsInput } from '@/contracts/inputs'
import type { Ports } from '@/server/application/ports'
import type { UseCases } from '@/server/application/use-cases'
import { within } from '@/server/application/within'
import type { Log } from '@/server/log'
import type { GatewaySocket } from './io'
import { ProfilesWatch } from './profiles-watch'

// With a tick, and until the client has what it missed, less than 35 s.
const COMPARE_EVERY_MS = 30_000
const TICKS = 30
/** Statements that would take longer than they may never succeed: everybody may be due at once. */
const AT_ONCE = 500
const COMPARED_WITHIN_MS = 9_000

interface Dependencies {
  readonly compareHeads: UseCases['compareHeads']
  readonly newerProfiles: Ports['users']['newer']
  readonly log: Log
  /** How often each socket's heads are compared. */
  readonly everyMs?: number
}

interface Kept {
  readonly digest: string
  readonly dueAt: number
}

/**
 * Compares heads for clients that have what there is, by what they last said that they have: they needn't ask again and again,
 * and hear of it, every time, only when it isn't what there is any more.
 */
export class HeadsWatch {
  readonly #deps: Dependencies
  readonly #everyMs: number
  readonly #profiles: ProfilesWatch
  /** Whoever is due first comes first. */
  readonly #kept = new Map<GatewaySocket, Kept>()
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    this.#everyMs = dependencies.everyMs ?? COMPARE_EVERY_MS
    // Half of the time to find who shows an older one, and half to tell them.
    this.#profiles = new ProfilesWatch({
      newer: dependencies.newerProfiles,
      log: dependencies.log,
      everyMs: this.#everyMs / 2,
    })
    this.#next(this.#everyMs / TICKS)
  }

  /** Whether what this socket asked is asked for it from now on: it wants that, and there was nothing to tell it. */
  follow(socket: GatewaySocket, input: CompareHeadsInput, answer: HeadsCompared): boolean {
    this.leave(socket)
    if (!input.keep || !socket.connected || !answer.same || answer.profiles.length > 0) return false
    this.#keep(socket, input.digest)
    this.#profiles.follow(socket, input.people)
    return true
  }

  leave(socket: GatewaySocket): void {
    this.#kept.delete(socket)
    this.#profiles.leave(socket)
  }

  stop(): void {
    this.#stopped = true
    this.#profiles.stop()
    if (this.#timer) clearTimeout(this.#timer)
  }

  #keep(socket: GatewaySocket, digest: string): void {
    // Whole milliseconds take no room of their own.
    this.#kept.set(socket, { digest, dueAt: Math.round(performance.now() + this.#everyMs) })
  }

  #next(delayMs: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#tick(), delayMs)
  }

  async #tick(): Promise<void> {
    const due = this.#due(performance.now())
    try {
      if (due.length > 0) await this.#compare(due)
      this.#next(due.length === AT_ONCE ? 0 : this.#everyMs / TICKS)
    } catch (err) {
      this.#deps.log.warn({ err }, 'heads could not be compared')
      this.#next(this.#everyMs / TICKS)
    }
  }

  #due(now: number): [GatewaySocket, Kept][] {
    const due: [GatewaySocket, Kept][] = []
    for (const entry of this.#kept) {
      if (entry[1].dueAt > now || due.length === AT_ONCE) break
      due.push(entry)
    }
    return due
  }

  async #compare(due: readonly [GatewaySocket, Kept][]): Promise<void> {
    const questions = due.map(([{ data }, { digest }]) => ({ actor: data.actor, input: { digest, people: [] } }))
    const answers = await within(COMPARED_WITHIN_MS, this.#deps.compareHeads(questions))
    for (const [at, [socket, kept]] of due.entries()) {
      // It has gone meanwhile, or asked something else.
      if (this.#kept.get(socket) !== kept) continue
      this.#kept.delete(socket)
      this.#keep(socket, kept.digest)
      if (answers[at]?.same === false) socket.emit('heads:moved')
    }
  }
}
