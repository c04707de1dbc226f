'use client'

import type { ConversationState } from '@/client/kith'
import { Button } from '../ui/button'
import { Spinner } from '../ui/spinner'

interface HistoryEdgeProps {
  readonly side: 'older' | 'newer'
  readonly loading: ConversationState['loading']
  readonly error: ConversationState['error']
  readonly onRetry: () => void
}

/** Where more of the history is to come: always the same height, loading or not. */
export function HistoryEdge({ side, loading, error, onRetry }: HistoryEdgeProps) {
  return (
    <div className="flex h-14 shrink-0 items-center justify-center gap-3 px-4 text-sm text-ink-muted">
      {error ? (
        <>
          <span role="alert" className="truncate">
            {error.message}
          </span>
          <Button size="sm" variant="secondary" onClick={onRetry}>
            Try again
          </Button>
        </>
      ) : (
        loading === side && <Spinner label={`Loading ${side} messages`} />
      )}
    </div>
  )
}
