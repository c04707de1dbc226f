'use client'

import { useQuery } from '@tanstack/react-query'
import { Eraser, Info } from 'lucide-react'
import { useTRPC } from '@/components/api'
import type { Retention, RetentionEstimate } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { Skeleton } from '../ui/skeleton'
import { useDebounced } from '../ui/use-debounced'
import { erasesSomething, estimateWords } from './kept-for'

const DEBOUNCE_MS = 300
const FOR_EVER: Retention = { messages: null, files: null }

interface Estimate {
  /** Null: not known, or no longer. */
  readonly counts: RetentionEstimate | null
  readonly error: string | null
  readonly retry: () => void
}

/** Asked again when the numbers have changed. */
export function useEstimate(wanted: Retention | null): Estimate {
  const now = JSON.stringify(wanted)
  const settled = useDebounced(now, DEBOUNCE_MS)
  const asks = wanted !== null && settled === now
  const estimate = useQuery(
    useTRPC().admin.estimateRetention.queryOptions(wanted ?? FOR_EVER, { enabled: asks, staleTime: 0, gcTime: 0 }),
  )
  return {
    counts: asks ? (estimate.data ?? null) : null,
    error: asks && estimate.error ? refusalOf(estimate.error).message : null,
    retry: () => void estimate.refetch(),
  }
}

/** What saving would erase now. Its room is there before it is known. */
export function WouldErase({ counts, error, retry }: Estimate) {
  if (error) {
    return (
      <div role="alert" className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <FieldError>{error}</FieldError>
        <Button variant="secondary" size="sm" onClick={retry}>
          Try again
        </Button>
      </div>
    )
  }
  const some = counts !== null && erasesSomething(counts)
  return (
    <div
      role="status"
      aria-label="What it would erase now"
      className="flex min-h-17 items-start gap-3 rounded-xl bg-sunken px-4 py-3"
    >
      {counts === null ? (
        <Skeleton className="h-11 flex-1" />
      ) : (
        <>
          {some ? (
            <Eraser aria-hidden className="mt-0.5 size-5 shrink-0 text-danger-ink" />
          ) : (
            <Info aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-muted" />
          )}
          <p className="min-w-0">
            <span className="block font-medium">
              {some ? `Erases ${estimateWords(counts)} now` : 'Erases nothing now'}
            </span>
            <span className="block text-sm text-ink-muted">
              {some && counts.oldestAt
                ? `The oldest is of ${dayOf(counts.oldestAt)}.`
                : 'Nothing here is that old yet.'}
            </span>
          </p>
        </>
      )}
    </div>
  )
}

const dayOf = (at: Instant): string => new Date(at).toLocaleDateString(undefined, { dateStyle: 'long' })
