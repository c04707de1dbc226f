import type { ReactNode } from 'react'

/** One of what a list offers for what is being written. */
export interface Suggestion {
  readonly key: string
  /** What stands in place of what was written. */
  readonly text: string
  readonly picture: ReactNode
  readonly label: string
  readonly detail: string
}

export const SUGGESTIONS_MAX = 6

export const SUGGESTION_LIST = 'composer-suggestions'
export const suggestionId = (index: number): string => `${SUGGESTION_LIST}-${index}`
