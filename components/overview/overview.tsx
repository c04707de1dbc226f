'use client'

import { Archive, ArrowLeft, MessageCirclePlus } from 'lucide-react'
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { later } from '../part/later'
import { useEver } from '../part/use-ever'
import { useNames } from '../people/use-names'
import { RequestsRow } from '../requests/requests-row'
import type { SearchFilters } from '../search/search-filters'
import { useShown } from '../shell/shown'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { IconButton } from '../ui/icon-button'
import { filterLines, type OverviewFilter } from './filter'
import { FilterTabs } from './filter-tabs'
import { OverviewHeader } from './overview-header'
import { OverviewList } from './overview-list'
import { OverviewSkeleton } from './overview-skeleton'
import { SearchField } from './search-field'
import { UnsentCard } from './unsent-card'

const NewChatDialog = later(() => import('../new-chat/new-chat-dialog').then((part) => part.NewChatDialog), {
  floating: true,
})
const FilterChips = later(() => import('../search/filter-chips').then((part) => part.FilterChips))
const OverviewResults = later(() => import('../search/overview-results').then((part) => part.OverviewResults))

const RequestsView = later(() => import('../requests/requests-view').then((part) => part.RequestsView))

/** The pane on the left: all my conversations. */
export const Overview = memo(function Overview({ selectedId }: { selectedId: ConversationId | null }) {
  const kith = useKith()
  const { status, rest, lines, requests } = useStore(kith.overview)
  const complete = status === 'ready'
  const invited = useStore(kith.contacts, ({ invitations }) => invitations.length)
  const people = useNames()
  useShown(selectedId === null && status !== 'loading')
  const [filter, setFilter] = useState<OverviewFilter>('all')
  const [search, setSearch] = useState('')
  const [searching, setSearching] = useState(false)
  const [narrowing, setNarrowing] = useState<SearchFilters>({})
  const [start, setStart] = useState<'person' | 'group' | null>(null)
  const started = useEver(start !== null)
  const words = useDeferredValue(search)
  const shown = useMemo(() => filterLines(lines, filter, words, people), [lines, filter, words, people])
  const archived = lines.filter((line) => line.state.archived).length
  const begin = useCallback(() => setSearching(true), [])
  const end = useCallback(() => {
    setSearching(false)
    setSearch('')
    setNarrowing({})
  }, [])

  return (
    <nav aria-label="Conversations" className="flex h-full min-w-0 flex-col bg-surface">
      <OverviewHeader onStart={setStart} />
      <SearchField value={search} searching={searching} onChange={setSearch} onBegin={begin} onEnd={end} />
      {searching ? (
        <FilterChips filters={narrowing} onChange={setNarrowing} />
      ) : filter === 'archived' || filter === 'requests' ? (
        <div className="flex h-11 items-center gap-1 px-3">
          <IconButton label="Back to all conversations" size="sm" onClick={() => setFilter('all')}>
            <ArrowLeft aria-hidden />
          </IconButton>
          <h2 className="font-semibold">{filter === 'archived' ? 'Archived' : 'Requests'}</h2>
        </div>
      ) : (
        <FilterTabs lines={lines} counted={complete} filter={filter} onChange={setFilter} />
      )}
      {filter === 'all' && !searching && <UnsentCard />}
      {filter === 'all' && !searching && (requests.length + invited > 0 || rest?.requests) && (
        <RequestsRow count={rest ? null : requests.length + invited} onOpen={() => setFilter('requests')} />
      )}
      {filter === 'all' && !searching && (archived > 0 || rest?.archived) && (
        <button
          type="button"
          onClick={() => setFilter('archived')}
          className="mx-2 mb-1 flex h-11 items-center gap-3 rounded-xl px-2.5 text-ink-muted outline-offset-[-2px] hover:bg-hover"
        >
          <span className="grid w-12 place-items-center">
            <Archive aria-hidden className="size-5" />
          </span>
          <span className="flex-1 text-start font-medium">Archived</span>
          {!rest && <span className="text-sm tabular-nums">{archived}</span>}
        </button>
      )}
      {search.trim() || Object.keys(narrowing).length > 0 ? (
        <OverviewResults
          words={search}
          filters={narrowing}
          lines={shown}
          allLines={lines}
          complete={complete}
          people={people}
          selectedId={selectedId}
        />
      ) : status === 'loading' || (!complete && (filter === 'requests' || shown.length === 0)) ? (
        <OverviewSkeleton />
      ) : filter === 'requests' ? (
        <RequestsView selectedId={selectedId} />
      ) : shown.length > 0 ? (
        <OverviewList key={filter} lines={shown} more={!complete} people={people} selectedId={selectedId} />
      ) : (
        <NothingToShow filter={filter} onStart={setStart} />
      )}
      {started && (
        <NewChatDialog
          key={start}
          open={start !== null}
          onOpenChange={(open) => !open && setStart(null)}
          {...(start && { start })}
        />
      )}
    </nav>
  )
})

interface Nothing {
  readonly title: string
  readonly description: string
  /** What one may begin there and then. */
  readonly start?: { readonly kind: 'person' | 'group'; readonly label: string }
}

const NOTHING: Record<Exclude<OverviewFilter, 'requests'>, Nothing> = {
  all: {
    title: 'No conversations yet',
    description: 'Find people by their name and say hello.',
    start: { kind: 'person', label: 'Find people' },
  },
  unread: { title: 'You have read everything', description: 'Conversations with new messages stand here.' },
  groups: {
    title: 'No groups yet',
    description: 'Talk with several people at once.',
    start: { kind: 'group', label: 'Start a group' },
  },
  archived: {
    title: 'Nothing in the archive',
    description: 'Right-click a conversation, or press it long, to archive it.',
  },
}

interface NothingToShowProps {
  readonly filter: Exclude<OverviewFilter, 'requests'>
  readonly onStart: (kind: 'person' | 'group') => void
}

function NothingToShow({ filter, onStart }: NothingToShowProps) {
  const { start, ...nothing }: Nothing = NOTHING[filter]
  return (
    <EmptyState
      {...nothing}
      icon={<MessageCirclePlus />}
      action={start && <Button onClick={() => onStart(start.kind)}>{start.label}</Button>}
    />
  )
}
