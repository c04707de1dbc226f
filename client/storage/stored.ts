import type { Seq } from '@/contracts/ids'
import type { Timeline } from '../live/timeline'

/** A window as it is stored. */
export interface StoredWindow extends Timeline {
  readonly id: string
  /** Where the stay began in which it was loaded. */
  readonly stay: Seq
  /** All changes up to this seq are in it. */
  readonly at: Seq
}

/** What an earlier run stored: by the database's version it is of the form this one writes. */
export function asStoredWindow(value: unknown): StoredWindow | null {
  return value === undefined ? null : (value as StoredWindow)
}
