'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTRPC } from '@/components/api'
import { useKith } from '@/components/kith-context'
import { refusalOf } from '@/components/refusal'
import { toast } from '@/components/ui/toast'
import type { PrivacyChange, PrivacySettings } from '@/contracts/dto'

/** Whom I show what. A change is on screen at once, and taken back if the server refuses it. */
export function usePrivacy() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const kith = useKith()
  const queryKey = trpc.me.privacy.queryKey()
  const settings = useQuery(trpc.me.privacy.queryOptions())
  const change = useMutation(
    trpc.me.changePrivacy.mutationOptions({
      async onMutate({ topic, audience, exceptions }: PrivacyChange) {
        await queries.cancelQueries({ queryKey })
        queries.setQueryData(queryKey, (known: PrivacySettings | undefined) =>
          known ? { ...known, [topic]: { audience, exceptions } } : known,
        )
      },
      onError: (error) => toast.error(refusalOf(error).message),
      onSettled: () => queries.invalidateQueries({ queryKey }),
    }),
  )
  useEffect(
    () => kith.privateVersion.subscribe(() => void queries.invalidateQueries({ queryKey })),
    [kith, queries, queryKey],
  )
  return { settings, change: change.mutate }
}
