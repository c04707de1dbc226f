'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type SearchHit, searchMessagesInput } from '@/contracts/search'
import { isSearchable, readQuery } from '@/server/domain/search/search-query'
import { useAgainWhenGone } from '../again-when-gone'
import { useTRPC } from '../api'
import { useKith } from '../kith-context'
import { useNotOver } from '../not-over'
import { refusalOf } from '../refusal'
import { instantsOf, type SearchFilters } from './search-filters'

const DEBOUNCE_MS = 200

interface FoundMessages {
  /** Null: nothing is asked for. */
  readonly hits: readonly SearchHit[] | null
  readonly loading: boolean
  readonly error: string | null
  readonly retry: () => void
  readonly more: (() => void) | null
}

const expiryOfHit = ({ expiresAt }: SearchHit) => expiresAt

/** Messages with these words, newest first. What was found is forgotten with the search: nothing outlives its deletion. */
export function useMessageSearch(words: string, filters: SearchFilters): FoundMessages {
  const [query, setQuery] = useState(words.trim())
  useEffect(() => {
    const timer = setTimeout(() => setQuery(words.trim()), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [words])
  const { from: _from, to: _to, ...rest } = filters
  const input = { query, ...rest, ...instantsOf(filters) }
  const wanted = readQuery(query)
  const narrowed = Object.keys(filters).some((name) => name !== 'conversationId')
  const asks = (wanted.length > 0 ? isSearchable(wanted) : narrowed) && searchMessagesInput.safeParse(input).success
  const found = useInfiniteQuery(
    useTRPC().messages.search.infiniteQueryOptions(input, {
      enabled: asks,
      staleTime: 0,
      gcTime: 0,
      getNextPageParam: ({ cursor }) => cursor ?? undefined,
    }),
  )
  const isGone = useStore(useKith().gone)
  useAgainWhenGone(isGone, () => asks && void found.refetch())
  const shown = useNotOver(
    found.data?.pages.flatMap(({ hits }) => hits.filter((hit) => !isGone(hit))) ?? [],
    expiryOfHit,
  )
  return {
    hits: asks ? shown : null,
    loading: asks && found.isPending,
    error: asks && found.error ? refusalOf(found.error).message : null,
    retry: () => void found.refetch(),
    more: found.hasNextPage && !found.isFetching ? () => void found.fetchNextPage() : null,
  }
}
