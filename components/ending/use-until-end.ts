'use client'

import { useTime } from '../time/now'
import { untilEnd } from './until-end'

/** Counts down. Null: it doesn't end, or has. */
export function useUntilEnd({ endsAt, closed }: { endsAt: string | null; closed: boolean }): string | null {
  return useTime((now) => (endsAt !== null && !closed ? untilEnd(endsAt, now) : null))
}
