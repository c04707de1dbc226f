import { unreachable } from '../refusal'
import type { Chance } from './chance'

interface Packet {
  deliver(): void
  lose(): void
}

/** Everything on its way between clients and the server: delivered in any order, lost, or repeated. */
export class Network {
  #packets: Packet[] = []

  get size(): number {
    return this.#packets.length
  }

  /** A push: nobody learns that it was lost. */
  push(deliver: () => void): void {
    this.#packets.push({ deliver, lose: () => {} })
  }

  /** A request, its work at the server, and its answer; each way can be lost. `alive`: whether the asker still waits. */
  request<T>(work: () => Promise<T>, alive: () => boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const lose = (): void => reject(unreachable())
      const answer = (run: () => void): void => {
        this.#packets.push({ deliver: () => (alive() ? run() : lose()), lose })
      }
      const arrive = (): void => {
        work().then(
          (value) => answer(() => resolve(value)),
          (error: unknown) => answer(() => reject(error)),
        )
      }
      this.#packets.push({ deliver: arrive, lose })
    })
  }

  deliver(chance: Chance): void {
    this.#take(chance)?.deliver()
  }

  repeat(chance: Chance): void {
    const packet = chance.pick(this.#packets)
    if (packet) this.#packets.push({ deliver: packet.deliver, lose: () => {} })
  }

  lose(chance: Chance): void {
    this.#take(chance)?.lose()
  }

  deliverAll(): void {
    for (const packet of this.#packets.splice(0)) packet.deliver()
  }

  #take(chance: Chance): Packet | undefined {
    return this.#packets.splice(chance.below(this.#packets.length), 1)[0]
  }
}
