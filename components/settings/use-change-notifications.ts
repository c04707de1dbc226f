'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/api'

/** Changes the person's notification settings, which hold on all their devices. */
export function useChangeNotifications() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const queryKey = trpc.notifications.get.queryKey()
  return useMutation(
    trpc.notifications.change.mutationOptions({
      onSuccess: (settings) => queries.setQueryData(queryKey, (before) => before && { ...before, ...settings }),
    }),
  )
}
