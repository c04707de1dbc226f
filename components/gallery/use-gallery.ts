'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { expiryOf } from '@/client/live/expiry-of'
import type { ConversationId } from '@/contracts/ids'
import type { ContentKind } from '@/contracts/search'
import { useAgainWhenGone } from '../again-when-gone'
import { useTRPC } from '../api'
import { useKith } from '../kith-context'
import { useNotOver } from '../not-over'
import { refusalOf } from '../refusal'

/** A chat's messages with pictures, files, voices or links, newest first. Forgotten when nobody looks any more. */
export function useGallery(conversationId: ConversationId, kind: ContentKind) {
  const pages = useInfiniteQuery(
    useTRPC().messages.gallery.infiniteQueryOptions(
      { conversationId, kind, limit: 60 },
      { staleTime: 0, gcTime: 0, getNextPageParam: ({ next }) => next ?? undefined },
    ),
  )
  const isGone = useStore(useKith().gone)
  useAgainWhenGone(isGone, () => void pages.refetch())
  const found = pages.data?.pages.flatMap(({ events }) => events.filter((event) => !isGone(event))) ?? []
  return {
    events: useNotOver(found, expiryOf),
    loading: pages.isPending,
    error: pages.error ? refusalOf(pages.error).message : null,
    more: pages.hasNextPage && !pages.isFetching ? () => void pages.fetchNextPage() : null,
    retry: () => void pages.refetch(),
  }
}
