import { getContainer } from '@/server/container'
import { findProblem } from '@/server/health'

export const dynamic = 'force-dynamic'

/** Whether requests should be sent here, where Next is hosted by itself; elsewhere the server has answered already. */
export async function GET(): Promise<Response> {
  const problem = await getContainer()
    .then(({ pool, ports }) => findProblem({ vitals: { pool, relay: ports.relay }, draining: false, shared: true }))
    .catch((error: unknown) => (error as Error).message)
  const headers = { 'cache-control': 'no-store' }
  return problem === null
    ? Response.json({ ready: true }, { headers })
    : Response.json({ ready: false, problem }, { status: 503, headers })
}
