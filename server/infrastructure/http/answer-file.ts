import type { ByteRange } from '@/server/application/file-ports'
import type { ReadableFile } from '@/server/application/read-file'
import { type ErrorCode, isKithError } from '@/server/domain/errors'
import { readRange } from './byte-range'

const SHOWN = new Set(['image/webp'])
const PLAYED = new Set([
  ...['video/mp4', 'video/webm', 'video/ogg', 'video/quicktime', 'video/x-m4v'],
  ...['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/ogg', 'audio/opus', 'audio/webm', 'audio/wav'],
  'audio/flac',
])
const STATUS: Partial<Record<ErrorCode, number>> = { not_found: 404, invalid: 404, busy: 503, unauthenticated: 401 }

/**
 * A file's bytes, or the part of them that is asked for. No browser keeps them, not even to ask whether they are still the
 * same: what is erased would go on lying in its cache.
 */
export async function answerFile(
  request: Request,
  find: () => Promise<ReadableFile>,
  cache = 'no-store',
): Promise<Response> {
  try {
    return await answer(request, await find(), cache)
  } catch (error) {
    if (!isKithError(error)) throw error
    return new Response(error.message, { status: STATUS[error.code] ?? 400, headers: { 'cache-control': 'no-store' } })
  }
}

async function answer(request: Request, file: ReadableFile, cache: string): Promise<Response> {
  const headers = { ...headersOf(file), 'cache-control': cache }
  const { etag } = headers
  if (request.headers.get('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  const range = wanted(request, file, etag)
  if (range === 'none') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.size}` } })
  }
  const length = range ? range.end - range.start + 1 : file.size
  const whole = { ...headers, 'content-length': String(length) }
  const status = range ? 206 : 200
  const body = request.method === 'HEAD' ? null : await file.open(range ?? undefined)
  const told = range ? { ...whole, 'content-range': `bytes ${range.start}-${range.end}/${file.size}` } : whole
  return new Response(body, { status, headers: told })
}

/** A part of what the browser had before is no part of something else. */
function wanted({ headers }: Request, { size }: ReadableFile, etag: string): ByteRange | null | 'none' {
  const condition = headers.get('if-range')
  return condition === null || condition === etag ? readRange(headers.get('range'), size) : null
}

function headersOf(file: ReadableFile) {
  const type = typeOf(file)
  return {
    'content-type': type ?? 'application/octet-stream',
    'content-disposition': disposition(file.kind !== 'file' && type !== null ? 'inline' : 'attachment', file.name),
    'accept-ranges': 'bytes',
    etag: `"${file.blobId}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  }
}

/** Null: nothing that a browser should make sense of. */
function typeOf({ kind, type }: ReadableFile): string | null {
  // The container that a browser records a voice into is a video's.
  if (kind === 'voice' && type.startsWith('video/')) return type.replace('video/', 'audio/')
  if (kind === 'voice' && type === 'application/ogg') return 'audio/ogg'
  return PLAYED.has(type) || (kind !== 'file' && SHOWN.has(type)) ? type : null
}

const RFC_5987 = /['()*]/g

/** RFC 6266: the name in full, and once more in letters that everything reads. */
function disposition(how: 'inline' | 'attachment', name: string): string {
  if (name === '') return how
  const plain = name.replace(/[^ -~]|["\\%]/g, '_')
  const full = encodeURIComponent(name).replace(
    RFC_5987,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${plain}"; filename*=UTF-8''${full}`
}
