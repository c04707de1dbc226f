import { setTimeout as wait } from 'node:timers/promises'
import type { Relay } from './application/relay-ports'
import { createInProcessRelay } from './infrastructure/relay/in-process'
import { connectNatsRelay } from './infrastructure/relay/nats'
import type { Log } from './log'
import { StartFailure } from './start-failure'

const TRY_EVERY_MS = 250

interface Options {
  readonly natsUrl: string | null
  /** Where machines start together, NATS may be a moment later. */
  readonly patienceMs: number
  readonly log: Log
}

/** @throws StartFailure when NATS can't be reached for all of `patienceMs` */
export async function openRelay({ natsUrl, patienceMs, log }: Options): Promise<Relay> {
  if (!natsUrl) return createInProcessRelay()
  const givenUpAt = performance.now() + patienceMs
  for (let tries = 1; ; tries += 1) {
    try {
      return await connectNatsRelay(natsUrl)
    } catch (cause) {
      const { message } = cause as Error
      if (performance.now() >= givenUpAt) {
        throw new StartFailure(`NATS cannot be reached at NATS_URL (${message}): is it running?`, { cause })
      }
      if (tries === 1) log.info({ why: message, seconds: patienceMs / 1_000 }, 'waiting for NATS')
    }
    await wait(TRY_EVERY_MS)
  }
}
