import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { z } from 'zod'
import type { Place } from '@/contracts/dto'
import { idSchema, seqSchema } from '@/contracts/ids'
import { isOutOfReach } from '@/server/application/out-of-reach'
import type { UseCases } from '@/server/application/use-cases'
import type { Log } from '@/server/log'
import { LOOK_BEHIND_LINK, NOTIFY_PERSON, SUMMARIZE_QUIET, TELL_DEVICE, TELL_SUMMARY } from './names'
import { patientPool } from './patient-pool'

const AT_ONCE = 4
const BEGIN_AGAIN_MS = 1_000
const placeJob = z.object({ conversationId: idSchema, seq: seqSchema })
const personJob = z.object({ userId: idSchema, until: z.number().nullable().default(null) })
const quietJob = z.object({ userId: idSchema, since: z.number() })
const summaryJob = z.object({ sessionId: idSchema, since: z.number() })
const deviceJob = z.object({ sessionId: idSchema, conversationId: idSchema, silent: z.boolean() })

export interface Work extends Pick<UseCases, 'notifyPerson' | 'tellDevice' | 'summarizeQuiet' | 'tellSummary'> {
  lookBehindLink(place: Place): Promise<void>
}

/** What is done for each kind of job. */
export function taskList(work: Work): TaskList {
  return {
    [LOOK_BEHIND_LINK]: (payload) => work.lookBehindLink(placeJob.parse(payload)),
    [NOTIFY_PERSON]: (payload) => {
      const { userId, until } = personJob.parse(payload)
      return work.notifyPerson(userId, until)
    },
    [SUMMARIZE_QUIET]: (payload) => {
      const { userId, since } = quietJob.parse(payload)
      return work.summarizeQuiet(userId, since)
    },
    [TELL_SUMMARY]: (payload) => {
      const { sessionId, since } = summaryJob.parse(payload)
      return work.tellSummary(sessionId, since)
    },
    [TELL_DEVICE]: (payload) => work.tellDevice(deviceJob.parse(payload)),
  }
}

/**
 * Brings the queue's own schema up to date and does jobs until it is closed; several processes share the work. A
 * database that goes away is waited for, and a worker that ended by itself is followed by another.
 */
export async function startWorker(pool: pg.Pool, log: Log, work: Work): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController()
  const patient = patientPool(pool, closing.signal)
  let current = await begin(patient, log, work).catch(waitAndBegin)
  const kept = keep()

  async function waitAndBegin(error: unknown): Promise<Runner> {
    const next = isOutOfReach(error) ? await beginAgain() : null
    if (next) return next
    throw error
  }

  async function keep(): Promise<void> {
    for (;;) {
      const ended = await current.promise.catch((err: unknown) => err)
      if (closing.signal.aborted) return
      log.error({ err: ended }, 'the jobs’ worker ended, and is started again')
      const next = await beginAgain()
      if (!next) return
      current = next
    }
  }

  async function beginAgain(): Promise<Runner | null> {
    while (!closing.signal.aborted) {
      await pause(BEGIN_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {})
      if (closing.signal.aborted) break
      const next = await begin(patient, log, work).catch((err: unknown) => {
        log.error({ err }, 'the jobs’ worker could not be started')
      })
      if (next && closing.signal.aborted) await next.stop()
      else if (next) return next
    }
    return null
  }

  return {
    close: async () => {
      closing.abort()
      // Refused when it has ended already.
      await current.stop().catch(() => {})
      await kept
    },
  }
}

function begin(pool: pg.Pool, log: Log, work: Work): Promise<Runner> {
  return run({
    pgPool: pool,
    concurrency: AT_ONCE,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => (level, message) => (level === 'error' ? log.warn(message) : log.debug(message))),
    taskList: taskList(work),
  })
}
