import type { Relay } from '@/server/application/relay-ports'
import { Subscriptions } from './subscriptions'

/** The relay of a server that is one process: what is published is delivered before `publish` returns. */
export function createInProcessRelay(): Relay {
  const subscriptions = new Subscriptions()
  let connected = true
  return {
    publish(channels, event) {
      if (connected) subscriptions.deliver(channels, event)
    },
    async flush() {},
    listen: (listener, doubted) => subscriptions.listen(listener, doubted),
    get connected() {
      return connected
    },
    async close() {
      connected = false
    },
  }
}
