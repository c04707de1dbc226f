import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const FAST_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * What this process counts. Labels are of closed sets: nothing of what people say, no id, no name. What is asked of others
 * (the database, the gateway) is added where they are at hand.
 */
export function createMetrics() {
  const registers = [new Registry()] as const
  const [registry] = registers
  return {
    registry,
    sends: new Counter({
      name: 'kith_sends_total',
      help: 'Messages that were to be sent, by what came of them: sent, repeated, failed, or the code they were refused with.',
      labelNames: ['outcome'],
      registers: [...registers],
    }),
    sendsWaiting: new Gauge({
      name: 'kith_sends_waiting',
      help: 'Messages that wait for the database here.',
      registers: [...registers],
    }),
    commit: new Histogram({
      name: 'kith_commit_seconds',
      help: 'From asking the database to commit messages to its answer.',
      buckets: FAST_S,
      registers: [...registers],
    }),
    delivery: new Histogram({
      name: 'kith_delivery_seconds',
      help: 'From a message’s commit, by the database’s clock, to its being written to the sockets here, by this process’s.',
      buckets: FAST_S,
      registers: [...registers],
    }),
    relayDoubts: new Counter({
      name: 'kith_relay_doubts_total',
      help: 'How often events of the relay may have been missed here, and browsers were told to compare.',
      registers: [...registers],
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

/** CPU, memory, descriptors, and how late the event loop is. For processes that serve them: it begins to measure. */
export function measureProcess({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry })
}
