'use client'

import { Star } from 'lucide-react'
import { useNames } from '../people/use-names'
import { PagePane } from '../settings/page-pane'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Skeleton } from '../ui/skeleton'
import { StarredRow } from './starred-row'
import { useStarred } from './use-starred'

/** What I starred in all chats; each leads to where it was said. */
export function Starred() {
  const people = useNames()
  const { messages, status, problem, loadMore } = useStarred()
  return (
    <PagePane title="Starred messages">
      {messages.length > 0 && (
        <ul className="flex flex-col rounded-2xl border border-line bg-surface p-2">
          {messages.map((starred) => (
            <StarredRow
              key={`${starred.event.conversationId} ${starred.event.seq}`}
              starred={starred}
              people={people}
            />
          ))}
        </ul>
      )}
      {status === 'loading' && <Skeleton className="h-40" corners="rounded-2xl" />}
      {problem && <p role="alert">{problem}</p>}
      {(status === 'more' || status === 'failed') && (
        <Button variant="ghost" className="self-center" onClick={loadMore}>
          {status === 'failed' ? 'Try again' : 'Show older ones'}
        </Button>
      )}
      {status !== 'loading' && status !== 'failed' && messages.length === 0 && (
        <EmptyState
          icon={<Star />}
          title="Nothing starred yet"
          description="Star a message from its menu to find it again here. Only you see your stars."
        />
      )}
    </PagePane>
  )
}
