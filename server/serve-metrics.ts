import http from 'node:http'
import type { Container } from './container'
import { measureProcess } from './infrastructure/metrics/metrics'
import { watchDatabase } from './infrastructure/metrics/watch-queues'
import { watchSockets } from './infrastructure/metrics/watch-sockets'
import type { Gateway } from './infrastructure/realtime/gateway'
import type { Lifetime } from './lifetime'
import { listen } from './listen'

/**
 * Answers `/metrics` in Prometheus's text, on a port of its own: what is on the port of the pages is reached by everybody.
 * Does nothing where none is configured. @throws StartFailure when the port can't be had
 */
export async function serveMetrics(container: Container, lifetime: Lifetime, gateway?: Gateway): Promise<void> {
  const { env, metrics, pool, reads, log } = container
  if (!env.metrics) return
  measureProcess(metrics)
  watchDatabase(metrics, pool, [pool, reads])
  if (gateway) watchSockets(metrics, gateway)
  const server = http.createServer((request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text),
      (err: unknown) => {
        log.warn({ err }, 'the metrics could not be put together')
        response.writeHead(500).end()
      },
    )
  })
  await listen(server, env.metrics, 'KITH_METRICS_')
  lifetime.add('metrics', () => {
    server.closeAllConnections()
    server.close()
  })
}
