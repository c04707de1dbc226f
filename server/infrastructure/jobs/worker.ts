import { Logger, run } from 'graphile-worker'
import type pg from 'pg'
import { z } from 'zod'
import type { Place } from '@/contracts/dto'
import { idSchema, seqSchema } from '@/contracts/ids'
import type { Log } from '@/server/log'
import { LOOK_BEHIND_LINK } from './queue'

const AT_ONCE = 4
const placeJob = z.object({ conversationId: idSchema, seq: seqSchema })

interface Work {
  lookBehindLink(place: Place): Promise<void>
}

/** Brings the queue's own schema up to date and does jobs until it is closed; several processes share the work. */
export async function startWorker(pool: pg.Pool, log: Log, work: Work): Promise<{ close(): Promise<void> }> {
  const runner = await run({
    pgPool: pool,
    concurrency: AT_ONCE,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => (level, message) => (level === 'error' ? log.warn(message) : log.debug(message))),
    taskList: {
      [LOOK_BEHIND_LINK]: (payload) => work.lookBehindLink(placeJob.parse(payload)),
    },
  })
  return { close: () => runner.stop() }
}
