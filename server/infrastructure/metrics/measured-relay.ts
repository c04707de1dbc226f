import { Gauge } from 'prom-client'
import type { Relay, RelayEvent } from '@/server/application/relay-ports'
import type { Metrics } from './metrics'

const MS = 1_000

/** The relay, with what arrives by it timed. What listens writes to sockets before it returns. */
export function measuredRelay(relay: Relay, { registry, delivery, relayDoubts }: Metrics, now = Date.now): Relay {
  new Gauge({
    name: 'kith_relay_connected',
    help: '1 while events go to other processes and come from them.',
    registers: [registry],
    collect() {
      this.set(relay.connected ? 1 : 0)
    },
  })
  return {
    publish: (channels, event) => relay.publish(channels, event),
    flush: () => relay.flush(),
    close: () => relay.close(),
    get connected() {
      return relay.connected
    },
    listen: (listener, doubted) =>
      relay.listen(
        (channels, event) => {
          listener(channels, event)
          const postedAt = postedAtOf(event)
          // Clocks apart may say that it was here before it was said.
          if (postedAt !== null) delivery.observe(Math.max(0, now() - postedAt) / MS)
        },
        () => {
          relayDoubts.inc()
          doubted()
        },
      ),
  }
}

// Of this posting: a message that gets more places was sent long before.
const postedAtOf = (event: RelayEvent): number | null =>
  event.name === 'message:posted' ? Date.parse(event.payload.at) : null
