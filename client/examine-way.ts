import { BODY_PROBE_BYTES, BODY_PROBE_PATH, type Finding } from '@/contracts/health'
import { dialSocket } from './wire'

const WITHIN_MS = 10_000
const MEGABYTES = BODY_PROBE_BYTES / 1024 / 1024

interface Options {
  readonly ticket: () => Promise<{ ticket: string; gatewayUrl: string | null }>
  /** The page’s own origin. */
  readonly pages: string
}

/** The way from this browser to a gateway, with every proxy on it: a socket of its own, and a piece of a file. */
export async function examineWay({ ticket, pages }: Options): Promise<readonly Finding[]> {
  const { ticket: admits, gatewayUrl } = await ticket()
  const url = gatewayUrl ?? pages
  return Promise.all([examineSocket(url, admits), examineBody(url)])
}

function examineSocket(url: string, ticket: string): Promise<Finding> {
  const what = 'Socket'
  const began = performance.now()
  return new Promise((resolve) => {
    const wire = dialSocket(
      { url, ticket, timeoutMs: WITHIN_MS, websocketOnly: true },
      {
        connected() {
          const tookMs = Math.round(performance.now() - began)
          resolve({ what, state: 'good', says: `A websocket of this browser was up in ${tookMs} ms.`, mend: null })
          wire.close()
        },
        event() {},
        closed(refusal) {
          resolve({
            what,
            state: 'bad',
            says: refusal ? `A gateway refused: ${refusal.message}` : `No websocket gets through to ${url}.`,
            mend: 'Let the proxy pass Upgrade and Connection at /socket.io/ with HTTP/1.1: see “HTTPS” in docs/OPERATING.md. Until then everything goes by slower requests.',
          })
        },
      },
    )
  })
}

/** A piece of a file, as large as they come. */
export async function examineBody(url: string): Promise<Finding> {
  const what = 'Large requests'
  const mend =
    'Let the proxy take bodies of 16 MB at /uploads and pass them on to a gateway as they come (nginx: client_max_body_size 16m, proxy_request_buffering off).'
  try {
    const answer = await fetch(url + BODY_PROBE_PATH, {
      method: 'POST',
      body: new Uint8Array(BODY_PROBE_BYTES),
      signal: AbortSignal.timeout(WITHIN_MS),
    })
    const { bytes } = (await answer.json().catch(() => ({}))) as { bytes?: number }
    if (bytes === BODY_PROBE_BYTES)
      return { what, state: 'good', says: `${MEGABYTES} MB get through, as large as the pieces of files.`, mend: null }
    return { what, state: 'bad', says: `${MEGABYTES} MB are answered with ${answer.status}.`, mend }
  } catch {
    return { what, state: 'bad', says: `${MEGABYTES} MB don’t get through from this browser.`, mend }
  }
}
