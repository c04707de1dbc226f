'use client'

import type { ConversationId, Seq } from '@/contracts/ids'
import type { SearchHit } from '@/contracts/search'
import type { Face } from '../conversation/face'
import type { People } from '../people/use-names'
import { Button } from '../ui/button'
import { Skeleton } from '../ui/skeleton'
import { HitRow } from './hit-row'
import type { useMessageSearch } from './use-message-search'

interface FoundMessagesProps {
  readonly found: ReturnType<typeof useMessageSearch>
  readonly people: People
  readonly faceOfHit: (hit: SearchHit) => Face | null
  readonly current?: Seq | null
  readonly onGo: (id: ConversationId, seq: Seq) => void
}

/** The messages found, with what there is to say while and where there are none. */
export function FoundMessages({ found, people, faceOfHit, current = null, onGo }: FoundMessagesProps) {
  const { hits, loading, error, retry, more } = found
  if (error) {
    return (
      <div role="alert" className="flex flex-col items-center gap-3 px-6 py-6 text-center text-sm text-ink-muted">
        <p>{error}</p>
        <Button variant="secondary" onClick={retry}>
          Try again
        </Button>
      </div>
    )
  }
  if (loading) return <Loading />
  if (hits?.length === 0) return <p className="px-6 py-4 text-center text-sm text-ink-muted">No messages found.</p>
  return (
    <>
      <ul>
        {hits?.map((hit) => (
          <li key={`${hit.conversationId} ${hit.seq}`}>
            <HitRow hit={hit} people={people} face={faceOfHit(hit)} current={hit.seq === current} onGo={onGo} />
          </li>
        ))}
      </ul>
      {more && (
        <div className="flex justify-center py-2">
          <Button variant="ghost" onClick={more}>
            Show older ones
          </Button>
        </div>
      )}
    </>
  )
}

function Loading() {
  return (
    <div className="flex flex-col gap-4 px-4.5 py-3">
      <span role="status" className="sr-only">
        Searching…
      </span>
      {['w-2/3', 'w-1/2', 'w-3/5'].map((width) => (
        <div key={width} className="flex items-center gap-3">
          <Skeleton className="size-10 shrink-0" corners="rounded-full" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-1/3" />
            <Skeleton className={`h-3 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  )
}
