'use client'

import type { FileLimits } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { useServerInfo } from '../server-info'

/** Until the server has told its own. */
const USUAL: FileLimits = {
  maxBytes: LIMITS.fileMaxBytes,
  maxPixels: LIMITS.filePixelsMax,
  perMessage: LIMITS.attachmentsMax,
  quotaBytes: LIMITS.quotaBytes,
}

export const useFileLimits = (): FileLimits => useServerInfo()?.files ?? USUAL
