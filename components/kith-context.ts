'use client'

import { createContext, useContext } from 'react'
import type { KithClient } from '@/client/kith'

export const KithContext = createContext<KithClient | null>(null)

/** The signed-in client. Only below `KithProvider`. */
export function useKith(): KithClient {
  const kith = useContext(KithContext)
  if (!kith) throw new Error('useKith is only for what stands below KithProvider.')
  return kith
}
