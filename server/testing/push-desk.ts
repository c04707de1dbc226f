import { Logger, runMigrations, runOnce } from 'graphile-worker'
import type { PushMessage } from '@/contracts/push'
import type { Actor } from '@/server/application/account-ports'
import { createUseCases, type UseCases } from '@/server/application/use-cases'
import { deploymentOf } from '@/server/deployment'
import { taskList } from '@/server/infrastructure/jobs/worker'
import { vapidKeys } from '@/server/infrastructure/push/vapid-keys'
import { webPusher } from '@/server/infrastructure/push/web-pusher'
import { LOOPBACK, openPushService, type PushedBrowser, type PushService } from './push-service'
import type { Web } from './web'

const QUIET = new Logger(() => () => {})
export const PUSH_KEYS = vapidKeys('a secret of the tests, and long enough')

/** Kith's use cases with real web pushes, to a push service of our own. */
export interface PushDesk {
  readonly service: PushService
  readonly useCases: UseCases
  /** A browser that is told. */
  subscribed(actor: Actor): Promise<PushedBrowser>
  /** Does what is queued, also what waits, but for what waits until a certain time. */
  work(): Promise<void>
  /** Does what can be done now, as another process beside one that is at work. */
  workBeside(): Promise<void>
  close(): Promise<void>
}

/** `now` in milliseconds. */
export async function openPushDesk({ container }: Web, now: () => number = Date.now): Promise<PushDesk> {
  const { pool, ports, env } = container
  const service = await openPushService()
  await runMigrations({ pgPool: pool })
  const pusher = webPusher({ keys: PUSH_KEYS, contact: 'mailto:ops@example.org' }, LOOPBACK)
  const { groupMembers, gatewayUrl, files, editWindowMs } = env
  const config = { groupMembers, gatewayUrl, files, editWindowMs, deployment: deploymentOf(env), now }
  const useCases = createUseCases({ ...ports, pusher }, config)
  const tasks = taskList({ ...useCases, lookBehindLink: async () => {} })
  const doJobs = () =>
    runOnce({ pgPool: pool, taskList: tasks, noHandleSignals: true, parsedCronItems: [], logger: QUIET })
  return {
    service,
    useCases,
    async subscribed(actor) {
      const browser = service.browser()
      await useCases.subscribe(actor, browser.target)
      return browser
    },
    async work() {
      await ports.notificationQueue.settled()
      for (;;) {
        const { rowCount } = await pool.query(
          `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND attempts < max_attempts
            AND (payload ->> 'until') IS NULL`,
        )
        // That a job is done is told the database without waiting for its answer.
        const { rows } = await pool.query('SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL')
        if (rowCount === 0 && rows.length === 0) return
        await doJobs()
        await ports.notificationQueue.settled()
      }
    },
    async workBeside() {
      await ports.notificationQueue.settled()
      await doJobs()
    },
    close: () => service.close(),
  }
}

/** What a browser decrypted. */
export const pushedTo = ({ received }: PushedBrowser): PushMessage[] => received.map(({ message }) => message)
