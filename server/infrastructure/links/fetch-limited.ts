import http from 'node:http'
import https from 'node:https'
import { type AddressPolicy, pinnedLookup } from './pinned-lookup'
import { isPublicAddress } from './public-address'
import { webAddress } from './web-address'

export const PUBLIC_WEB: AddressPolicy = { address: isPublicAddress, port: (port) => port === 80 || port === 443 }

export interface Fetched {
  /** Where it was found, after being sent on. */
  readonly url: URL
  /** The Content-Type header, in small letters. */
  readonly type: string
  readonly bytes: Buffer
  /** There was more. */
  readonly cut: boolean
}

const MAX_REDIRECTS = 3
const MAX_BYTES = 1_000_000
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308])

interface Asked {
  readonly policy: AddressPolicy
  /** What it must be, by its Content-Type: looked at before its bytes are. */
  readonly accepts: (type: string) => boolean
  readonly signal: AbortSignal
}

/** The first megabyte of what is at an address of the web. Null: nothing that may be had, for whatever reason. */
export async function fetchLimited(link: string, asked: Asked): Promise<Fetched | null> {
  let url = webAddress(link)
  for (let hop = 0; url !== null && hop <= MAX_REDIRECTS; hop++) {
    const response = await ask(url, asked)
    if (response === null) return null
    const location: string | undefined = response.headers.location
    if (REDIRECTS.has(response.statusCode) && location !== undefined) {
      response.destroy()
      url = webAddress(location, url)
      continue
    }
    return read(url, response, asked)
  }
  return null
}

async function ask(url: URL, { policy, signal }: Asked): Promise<http.IncomingMessage | null> {
  const lookup = await pinnedLookup(url, policy, signal)
  if (lookup === null) return null
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((done, fail) => {
    const headers = { 'User-Agent': 'Kith (link preview)', Accept: '*/*', 'Accept-Encoding': 'identity' }
    request(url, { lookup, agent: false, signal, headers, maxHeaderSize: 32_768 }, done).on('error', fail).end()
  })
}

async function read(url: URL, response: http.IncomingMessage, { accepts }: Asked): Promise<Fetched | null> {
  const type = (response.headers['content-type'] ?? '').toLowerCase()
  const plain = (response.headers['content-encoding'] ?? 'identity') === 'identity'
  if (response.statusCode !== 200 || !plain || !accepts(type)) {
    response.destroy()
    return null
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BYTES) break
  }
  response.destroy()
  return { url, type, bytes: Buffer.concat(chunks).subarray(0, MAX_BYTES), cut: size > MAX_BYTES }
}
