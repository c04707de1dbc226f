import type { ReactElement } from 'react'

/** In place of a part that couldn't be loaded. `MissingPartWatch` does something about it. */
function PartMissing(): ReactElement {
  return <p className="p-6 text-center text-sm text-ink-muted">This part of Kith couldn’t be loaded.</p>
}

/** For `dynamic(() => import(…).catch(partMissing))`: without it, one part would take the whole page along. */
export const partMissing = () => ({ default: PartMissing })

/** For what has no place of its own on screen. */
export const nothing = () => () => null

/** Next's word for it; there is no type to tell it by. */
export const isPartMissing = (error: Error): boolean => error.name === 'ChunkLoadError'
