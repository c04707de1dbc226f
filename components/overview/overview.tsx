'use client'

import { Archive, ArrowLeft, MessageCirclePlus, SearchX } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { EmptyState } from '../ui/empty-state'
import { IconButton } from '../ui/icon-button'
import { filterLines, type OverviewFilter } from './filter'
import { FilterTabs } from './filter-tabs'
import { OverviewHeader } from './overview-header'
import { OverviewList } from './overview-list'
import { OverviewSkeleton } from './overview-skeleton'
import { SearchField } from './search-field'

/** The pane on the left: all my conversations. */
export function Overview({ selectedId }: { selectedId: ConversationId | null }) {
  const { status, lines } = useStore(useKith().overview)
  const people = useNames()
  const [filter, setFilter] = useState<OverviewFilter>('all')
  const [search, setSearch] = useState('')
  const words = useDeferredValue(search)
  const shown = useMemo(() => filterLines(lines, filter, words, people), [lines, filter, words, people])
  const archived = lines.filter((line) => line.state.archived).length

  return (
    <nav aria-label="Conversations" className="flex h-full min-w-0 flex-col bg-surface">
      <OverviewHeader />
      <SearchField value={search} onChange={setSearch} />
      {filter === 'archived' && !search ? (
        <div className="flex h-11 items-center gap-1 px-3">
          <IconButton label="Back to all conversations" size="sm" onClick={() => setFilter('all')}>
            <ArrowLeft aria-hidden />
          </IconButton>
          <h2 className="font-semibold">Archived</h2>
        </div>
      ) : (
        <FilterTabs lines={lines} filter={filter} onChange={setFilter} />
      )}
      {filter === 'all' && !search && archived > 0 && (
        <button
          type="button"
          onClick={() => setFilter('archived')}
          className="mx-2 mb-1 flex h-11 items-center gap-3 rounded-xl px-2.5 text-ink-muted outline-offset-[-2px] hover:bg-hover"
        >
          <span className="grid w-12 place-items-center">
            <Archive aria-hidden className="size-5" />
          </span>
          <span className="flex-1 text-start font-medium">Archived</span>
          <span className="text-sm tabular-nums">{archived}</span>
        </button>
      )}
      {status === 'loading' ? (
        <OverviewSkeleton />
      ) : shown.length > 0 ? (
        <OverviewList key={filter} lines={shown} people={people} selectedId={selectedId} />
      ) : (
        <NothingToShow filter={filter} search={search} />
      )}
    </nav>
  )
}

const NOTHING: Record<OverviewFilter, { title: string; description: string }> = {
  all: {
    title: 'No conversations yet',
    description: 'Find people by their name and say hello. Use the button at the top.',
  },
  unread: { title: 'You have read everything', description: 'Conversations with new messages stand here.' },
  groups: { title: 'No groups yet', description: 'Start one with the button at the top.' },
  archived: {
    title: 'Nothing in the archive',
    description: 'Right-click a conversation, or press it long, to archive it.',
  },
}

function NothingToShow({ filter, search }: { filter: OverviewFilter; search: string }) {
  if (search) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`No conversation is called “${search}”`}
        description="To find somebody you haven’t talked with yet, start a new chat with the button at the top."
      />
    )
  }
  return <EmptyState icon={<MessageCirclePlus />} {...NOTHING[filter]} />
}
