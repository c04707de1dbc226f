'use client'

import type { Instant } from '@/contracts/ids'
import { now, useTime } from './time/now'

/**
 * Those of what was found that are not to be gone by now. The server says when they are; out of its reach, what is known of
 * its clock has to do.
 */
export function useNotOver<T>(found: readonly T[], expiryOf: (one: T) => Instant | undefined): readonly T[] {
  const isOver = (one: T, at: number): boolean => {
    const expiry = expiryOf(one)
    return expiry !== undefined && Date.parse(expiry) <= at
  }
  const over = useTime((at) => found.filter((one) => isOver(one, at)).length)
  return over === 0 ? found : found.filter((one) => !isOver(one, now()))
}
