import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { openPushService, type PushedBrowser } from '../push-service'
import { noise } from './things'

/** A name with a public address, as the app sees it: pages with pictures, and a push service. */
export interface FarWeb {
  /** What the app needs to get there. */
  readonly env: Readonly<Record<string, string>>
  page(word: string): string
  browser(): PushedBrowser
  close(): Promise<void>
}

const NAME = 'news.kith-erasing.net'
const PRELOAD = new URL('../../../e2e/far-web.mjs', import.meta.url).href

/** Pages say the last word of their address in everything about them; every picture is another one. */
export async function openFarWeb(): Promise<FarWeb> {
  const pushes = await openPushService()
  const server = http.createServer(async (request, response) => {
    const { url = '', method } = request
    if (url.startsWith('/push/')) {
      const { headers } = request
      request.pipe(
        http.request(`${pushes.origin}${url}`, { method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502)
          answer.pipe(response)
        }),
      )
    } else if (url.startsWith('/picture')) {
      const picture = await sharp(await noise(300, 200))
        .jpeg()
        .toBuffer()
      response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(picture)
    } else {
      const word = url.slice(1)
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<title>${word}</title>
        <meta property="og:title" content="About ${word}"><meta property="og:site_name" content="News of ${word}">
        <meta property="og:description" content="All of ${word}"><meta property="og:image" content="/picture/${word}">`)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    env: { NODE_OPTIONS: `--import=${PRELOAD}`, FAR_WEB_NAME: NAME, FAR_WEB_PORT: String(port) },
    page: (word) => `http://${NAME}/${word}`,
    browser() {
      const browser = pushes.browser()
      const { pathname } = new URL(browser.target.endpoint)
      return Object.assign(browser, { target: { ...browser.target, endpoint: `https://${NAME}${pathname}` } })
    },
    async close() {
      server.close().closeAllConnections()
      await pushes.close()
    },
  }
}
