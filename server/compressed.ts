import { createReadStream, readdirSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream'

/** What the build has compressed, in the order it is to be chosen in. */
const FORMS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.svg': 'image/svg+xml',
}

const ADDRESS = '/_next/static/'

export interface Compressed {
  /** False: it isn't here in a form that they take, and is to be answered by another. */
  answer(request: IncomingMessage, response: ServerResponse): boolean
}

/** The scripts and style sheets in `folder` that the build has compressed. Their names change with what is in them. */
export function findCompressed(folder: string): Compressed {
  const sizes = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => FORMS.some(({ ending }) => file.endsWith(ending)))
      .map((file) => [file.split(path.sep).join('/'), statSync(path.join(folder, file)).size]),
  )
  return {
    answer(request, response) {
      const { method, url = '' } = request
      if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith(ADDRESS)) return false
      const file = url.slice(ADDRESS.length).replace(/\?.*$/, '')
      const type = TYPES[path.extname(file)]
      const form = FORMS.find(({ encoding, ending }) => takes(request, encoding) && sizes.has(file + ending))
      if (!type || !form) return false
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Encoding': form.encoding,
        'Content-Length': sizes.get(file + form.ending),
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
        'X-Content-Type-Options': 'nosniff',
      })
      if (method === 'HEAD') response.end()
      else pipeline(createReadStream(path.join(folder, file + form.ending)), response, () => {})
      return true
    },
  }
}

/** With a weight of nothing it is refused. */
function takes({ headers }: IncomingMessage, encoding: string): boolean {
  return String(headers['accept-encoding'] ?? '')
    .split(',')
    .some((one) => {
      const [name = '', ...rest] = one.split(';').map((word) => word.trim().toLowerCase())
      return name === encoding && !rest.some((word) => /^q=0(\.0*)?$/.test(word))
    })
}
