import type { Channel, RelaySubscription } from '@/server/application/relay-ports'

/** Joins a relay channel while anybody here holds it. */
export class ChannelHolds {
  readonly #subscription: Pick<RelaySubscription, 'join' | 'leave'>
  readonly #counts = new Map<Channel, number>()

  constructor(subscription: Pick<RelaySubscription, 'join' | 'leave'>) {
    this.#subscription = subscription
  }

  /** The returned function lets go; calling it again does nothing. */
  hold(channel: Channel): () => void {
    const count = this.#counts.get(channel) ?? 0
    this.#counts.set(channel, count + 1)
    if (count === 0) this.#subscription.join(channel)
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#release(channel)
    }
  }

  has(channel: Channel): boolean {
    return this.#counts.has(channel)
  }

  #release(channel: Channel): void {
    const count = (this.#counts.get(channel) ?? 0) - 1
    if (count > 0) {
      this.#counts.set(channel, count)
      return
    }
    this.#counts.delete(channel)
    this.#subscription.leave(channel)
  }
}
