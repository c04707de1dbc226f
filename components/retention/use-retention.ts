'use client'

import { useQuery } from '@tanstack/react-query'
import type { Retention } from '@/contracts/dto'
import { useTRPC } from '../api'

/** Undefined: not known yet. */
export function useRetention(): Retention | undefined {
  return useQuery(useTRPC().server.info.queryOptions()).data?.retention
}
