'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTRPC } from '@/components/api'
import { useKith } from '../kith-context'

/** The stickers at hand. What is known is shown at once and asked for anew, also when another device changes them. */
export function useShelf() {
  const kith = useKith()
  const queries = useQueryClient()
  const options = useTRPC().stickers.shelf.queryOptions(undefined, { staleTime: 0 })
  const { queryKey } = options
  useEffect(
    () => kith.privateVersion.subscribe(() => void queries.invalidateQueries({ queryKey })),
    [kith, queries, queryKey],
  )
  return useQuery(options)
}
