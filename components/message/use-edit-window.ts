'use client'

import { useQuery } from '@tanstack/react-query'
import { LIMITS } from '@/server/domain/limits'
import { useTRPC } from '../api'

/** How long, in milliseconds, a message's words may be changed here; the usual until the server has told its own. */
export function useEditWindow(): number {
  const info = useQuery(useTRPC().server.info.queryOptions())
  return info.data?.editWindowMs ?? LIMITS.editWindowMs
}
