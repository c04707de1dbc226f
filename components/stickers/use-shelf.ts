'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTRPC } from '@/components/api'
import { refusalOf } from '@/components/refusal'

/** The stickers at hand. What is known is shown at once and asked for anew. */
export function useShelf() {
  return useQuery(useTRPC().stickers.shelf.queryOptions(undefined, { staleTime: 0 }))
}

/** Adds a sticker to the favourites, or takes it out. */
export function useFavourite() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useMutation(
    trpc.stickers.setFavourite.mutationOptions({
      onError: (error) => toast.error(refusalOf(error).message),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.stickers.shelf.queryKey() }),
    }),
  )
}
