import { cell, put } from '@/client/cell'
import type { Place } from '@/contracts/dto'

export interface LookedAt extends Place {
  /** Of the attachment in its message. */
  readonly position: number
}

/** What is looked at in full. */
export const lookedAt = cell<LookedAt | null>(null)

export const lookAt = (what: LookedAt | null): void => put(lookedAt, what)
