import type { Log } from './log'
import { isStartFailure } from './start-failure'

/** What has been opened, to be closed in the opposite order. */
export class Lifetime {
  readonly #log: Log
  readonly #closers: { readonly what: string; readonly close: () => Promise<void> | void }[] = []

  constructor(log: Log) {
    this.#log = log
  }

  add(what: string, close: () => Promise<void> | void): void {
    this.#closers.push({ what, close })
  }

  /** Goes on past what cannot be closed: the rest still must be. */
  async end(): Promise<void> {
    for (const { what, close } of this.#closers.splice(0).reverse()) {
      try {
        await close()
        this.#log.debug(`${what} closed`)
      } catch (err) {
        this.#log.error({ err }, `${what} could not be closed`)
      }
    }
  }
}

/** A process that takes longer to stop ends itself; what runs it should have a little more patience. */
export const STOP_WITHIN_MS = 45_000
// A terminal's Ctrl-C comes directly and again from npm.
const IMPATIENT_AFTER_MS = 2_000

/**
 * Runs the process: starts, waits for SIGTERM or SIGINT, closes everything, ends with 0. A start that fails is one
 * sentence on stderr and exit code 1; so is anything that nobody caught, with its stack in the log.
 */
export async function runProcess(log: Log, start: (lifetime: Lifetime) => Promise<void>): Promise<void> {
  const lifetime = new Lifetime(log)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      log.fatal({ err }, 'nobody caught this')
      process.exit(1)
    })
  }
  const asked = whenAskedToStop(log)
  try {
    await start(lifetime)
  } catch (error) {
    await lifetime.end()
    reportStartFailure(error, log)
    process.exit(1)
  }
  await asked
  await lifetime.end()
  log.info('stopped')
  process.exit(0)
}

export function reportStartFailure(error: unknown, log?: Log): void {
  if (isStartFailure(error)) process.stderr.write(`${error.message}\n`)
  else if (log) log.fatal({ err: error }, 'Kith could not start')
  else throw error
}

function whenAskedToStop(log: Log): Promise<void> {
  let askedAt = 0
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      if (askedAt && Date.now() - askedAt > IMPATIENT_AFTER_MS) process.exit(1)
      if (askedAt) return
      askedAt = Date.now()
      log.info({ signal }, 'stopping')
      setTimeout(() => {
        log.fatal('stopping took too long')
        process.exit(1)
      }, STOP_WITHIN_MS).unref()
      resolve()
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
}
