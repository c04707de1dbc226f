import type { Channel, RelayEvent, RelayListener, RelaySubscription } from '@/server/application/relay-ports'

interface Subscription {
  readonly joined: Set<Channel>
  readonly listener: RelayListener
  readonly doubted: () => void
}

/** Called when the first subscription here joins a channel, and when the last one leaves it. */
export interface Interest {
  wanted(channel: Channel): void
  unwanted(channel: Channel): void
}

/** Those in this process who listen, by channel. */
export class Subscriptions {
  readonly #subscriptions = new Set<Subscription>()
  /** Mostly one each: a list that is made for it takes a third of a set. */
  readonly #byChannel = new Map<Channel, readonly Subscription[]>()
  readonly #interest: Interest | null

  constructor(interest: Interest | null = null) {
    this.#interest = interest
  }

  listen(listener: RelayListener, doubted: () => void): RelaySubscription {
    const subscription: Subscription = { joined: new Set(), listener, doubted }
    this.#subscriptions.add(subscription)
    return {
      join: (channel) => this.#join(subscription, channel),
      leave: (channel) => this.#leave(subscription, channel),
      close: async () => {
        for (const channel of [...subscription.joined]) this.#leave(subscription, channel)
        this.#subscriptions.delete(subscription)
      },
    }
  }

  /** Calls each listener once, with those of `channels` that it joined. */
  deliver(channels: readonly Channel[], event: RelayEvent): void {
    const joined = new Map<Subscription, Channel[]>()
    for (const channel of new Set(channels)) {
      for (const subscription of this.#byChannel.get(channel) ?? []) {
        const own = joined.get(subscription)
        if (own) own.push(channel)
        else joined.set(subscription, [channel])
      }
    }
    for (const [subscription, own] of joined) tell(subscription, own, event)
  }

  doubt(): void {
    for (const subscription of this.#subscriptions) subscription.doubted()
  }

  #join(subscription: Subscription, channel: Channel): void {
    if (!this.#subscriptions.has(subscription)) return
    if (subscription.joined.has(channel)) return
    subscription.joined.add(channel)
    const those = this.#byChannel.get(channel)
    this.#byChannel.set(channel, [...(those ?? []), subscription])
    if (!those) this.#interest?.wanted(channel)
  }

  #leave(subscription: Subscription, channel: Channel): void {
    if (!subscription.joined.delete(channel)) return
    const left = (this.#byChannel.get(channel) ?? []).filter((one) => one !== subscription)
    if (left.length > 0) {
      this.#byChannel.set(channel, left)
      return
    }
    this.#byChannel.delete(channel)
    this.#interest?.unwanted(channel)
  }
}

// What was published is committed: a listener that fails is no reason to fail its publisher. It has missed something.
function tell({ listener, doubted }: Subscription, channels: readonly Channel[], event: RelayEvent): void {
  try {
    listener(channels, event)
  } catch {
    doubted()
  }
}
