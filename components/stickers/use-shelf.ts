'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/api'

/** The stickers at hand. What is known is shown at once and asked for anew. */
export function useShelf() {
  return useQuery(useTRPC().stickers.shelf.queryOptions(undefined, { staleTime: 0 }))
}
