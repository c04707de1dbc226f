import { setTimeout as wait } from 'node:timers/promises'
import type { Member } from '@/server/cluster/member'

const LOOK_MS = 500
const AGAIN_MS = 500
const SHOWN_CHARACTERS = 4_000

/** Starts processes again that were ended on purpose, as a supervisor does, and notices those that end by themselves. */
export class Keeper {
  readonly #members: readonly Member[]
  readonly #surprises: string[]
  /** Ended on purpose, or just starting again. */
  readonly #away = new Set<Member>()
  readonly #looking: NodeJS.Timeout

  constructor(members: readonly Member[], surprises: string[]) {
    this.#members = members
    this.#surprises = surprises
    this.#looking = setInterval(() => this.#look(), LOOK_MS)
  }

  /** `kill -9`, then again. Resolves when it is ready. */
  async kill(member: Member, meanwhile: () => void = () => {}): Promise<void> {
    this.#away.add(member)
    await member.kill()
    meanwhile()
    await this.#revive(member)
  }

  /** SIGTERM, then again. Resolves when it is ready. */
  async restart(member: Member): Promise<void> {
    this.#away.add(member)
    const code = await member.stop()
    if (code !== 0) this.#surprises.push(`SIGTERM ended ${member.name} with ${code}.\n${tail(member)}`)
    await this.#revive(member)
  }

  stop(): void {
    this.#look()
    clearInterval(this.#looking)
  }

  #look(): void {
    for (const member of this.#members) {
      if (this.#away.has(member) || member.running) continue
      this.#surprises.push(`${member.name} ended by itself (${member.ended}).\n${tail(member)}`)
      this.#away.add(member)
      void this.#revive(member)
    }
  }

  /** One that cannot start, as what it needs is broken just now, is started once more. */
  async #revive(member: Member): Promise<void> {
    for (;;) {
      try {
        await member.start()
        break
      } catch {
        await wait(AGAIN_MS)
      }
    }
    this.#away.delete(member)
  }
}

const tail = ({ output }: Member): string => output.slice(-SHOWN_CHARACTERS)
