'use client'

import { useQuery } from '@tanstack/react-query'
import type { FileLimits } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { useTRPC } from '../api'

/** Until the server has told its own. */
const USUAL: FileLimits = {
  maxBytes: LIMITS.fileMaxBytes,
  maxPixels: LIMITS.filePixelsMax,
  perMessage: LIMITS.attachmentsMax,
  quotaBytes: LIMITS.quotaBytes,
}

export function useFileLimits(): FileLimits {
  const info = useQuery(useTRPC().server.info.queryOptions())
  return info.data?.files ?? USUAL
}
