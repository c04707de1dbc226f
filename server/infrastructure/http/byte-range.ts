import type { ByteRange } from '@/server/application/file-ports'

const ONE = /^bytes=(\d{0,15})-(\d{0,15})$/

/**
 * What a `Range` header asks of so many bytes. Null: all of them, as for what isn't one single range (RFC 9110 lets a
 * server ignore it). `none`: nothing of it is there.
 */
export function readRange(header: string | null, size: number): ByteRange | null | 'none' {
  const [, from, to] = ONE.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  if (from === '') return lastBytes(Number(to), size)
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return null
  return start < size ? { start, end } : 'none'
}

function lastBytes(count: number, size: number): ByteRange | 'none' {
  return count > 0 && size > 0 ? { start: Math.max(0, size - count), end: size - 1 } : 'none'
}
