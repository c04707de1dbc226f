import { createHash } from 'node:crypto'

/** A UUID for the nth message of the seed: the same each time. Version 8, which is free to be made of anything. */
export function clientIdOf(n: number): string {
  const hex = createHash('sha256').update(`kith seed ${n}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
