'use client'

import { LIMITS } from '@/server/domain/limits'
import { useServerInfo } from '../server-info'

/** How long, in milliseconds, a message's words may be changed here; the usual until the server has told its own. */
export const useEditWindow = (): number => useServerInfo()?.editWindowMs ?? LIMITS.editWindowMs
