import type { OverviewEntry, OwnMark, SeqRange } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import type { Timeline } from '../live/timeline'

/** A line as it is stored. */
export interface StoredLine extends OverviewEntry {
  /** What is known to be erased: messages elsewhere may still name it. */
  readonly erased: readonly SeqRange[]
}

/** A window as it is stored. */
export interface StoredWindow extends Timeline {
  readonly id: string
  /** Where the stay began in which it was loaded. */
  readonly stay: Seq
  /** All changes up to this seq are in it. */
  readonly at: Seq
  /** My own marks in it, up to this version of the private state. */
  readonly own: readonly OwnMark[]
  readonly ownVersion: number
}

/** What an earlier run stored: by the database's version it is of the form this one writes. */
export function asStoredWindow(value: unknown): StoredWindow | null {
  return value === undefined ? null : (value as StoredWindow)
}
