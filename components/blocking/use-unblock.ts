'use client'

import { useMutation } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import type { UserId } from '@/contracts/ids'
import { useTRPC } from '../api'
import { refusalOf } from '../refusal'

/** My browsers hear of it as they do of all that is private to me. */
export function useUnblock(userId: UserId): { readonly busy: boolean; readonly unblock: () => void } {
  const { mutate, isPending } = useMutation(
    useTRPC().contacts.unblock.mutationOptions({ onError: (error) => toast.error(refusalOf(error).message) }),
  )
  return { busy: isPending, unblock: () => mutate({ userId }) }
}
