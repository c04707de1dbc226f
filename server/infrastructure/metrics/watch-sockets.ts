import { Counter, Gauge } from 'prom-client'
import type { Gateway } from '../realtime/gateway'
import type { Metrics } from './metrics'

/** What a gateway holds. */
export function watchSockets({ registry }: Metrics, gateway: Pick<Gateway, 'stats'>): void {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('kith_sockets', 'Browsers’ sockets that are connected here.', () => gateway.stats().sockets)
  gauge('kith_requests_in_flight', 'Requests of sockets that are being answered.', () => gateway.stats().inFlight)
  gauge('kith_pushing', '1 while sessions could be checked lately: otherwise nothing is pushed.', () =>
    gateway.stats().pushing ? 1 : 0,
  )
  new Counter({
    name: 'kith_slow_readers_total',
    help: 'Sockets that were cut off because they read too slowly.',
    registers,
    collect() {
      this.reset()
      this.inc(gateway.stats().cutOff)
    },
  })
}
