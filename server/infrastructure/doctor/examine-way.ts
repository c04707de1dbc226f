import { examineBody } from '@/client/examine-way'
import { dialSocket } from '@/client/wire'
import type { Finding } from '@/contracts/health'
import { bad, good } from '@/server/application/examine-server'

const WITHIN_MS = 10_000

/** Where browsers go; no slash at the ends. */
export interface Way {
  readonly pages: string
  readonly gateways: string
}

/** The way that browsers take, with every proxy on it: pages, a socket, and a piece of a file. */
export async function examineWay({ pages, gateways }: Way): Promise<readonly Finding[]> {
  return Promise.all([examinePages(pages), examineSocket(gateways), examineBody(gateways)])
}

async function examinePages(url: string): Promise<Finding> {
  const what = 'Pages'
  const mend = `Start Kith, and let ${url} reach it: it is KITH_URL, or else this machine and PORT.`
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(WITHIN_MS) })
    if (answer.ok) return good(what, `${url} answers, and is ready.`)
    const { problem } = (await answer.json().catch(() => ({}))) as { problem?: string }
    return bad(what, problem ?? `${url} answers with ${answer.status}.`, mend)
  } catch (error) {
    return bad(what, `${url} can’t be reached: ${reasonOf(error)}`, mend)
  }
}

/** Without a ticket a gateway refuses it in its own words, which is how far it has to get. */
async function examineSocket(url: string): Promise<Finding> {
  const what = 'Socket'
  if (await reachesGateway(url)) return good(what, `A websocket gets through to a gateway at ${url}.`)
  return bad(
    what,
    `No websocket gets through to ${url}.`,
    'Let the proxy pass Upgrade and Connection at /socket.io/ with HTTP/1.1 (see “HTTPS” in docs/OPERATING.md), and check KITH_GATEWAY_URL.',
  )
}

const reachesGateway = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    dialSocket(
      { url, ticket: 'none', timeoutMs: WITHIN_MS, websocketOnly: true },
      { connected: () => resolve(true), event: () => {}, closed: (refusal) => resolve(refusal !== null) },
    )
  })

function reasonOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown }
  const { code, message } = (cause instanceof AggregateError ? cause.errors[0] : cause) as NodeJS.ErrnoException
  return code ?? message
}
