'use client'

import { useEffect } from 'react'
import type { ConversationHandle } from '@/client/kith'
import { answeredBy, type Row } from './rows'

/** Asks for the messages that drawn ones answer and that aren't here. */
export function useQuotes(handle: ConversationHandle, rows: readonly Row[]): void {
  useEffect(() => {
    const missing = rows.flatMap((row) => {
      const seq = answeredBy(row)
      return seq !== null && handle.quote(seq) === undefined ? [seq] : []
    })
    if (missing.length > 0) handle.needQuotes([...new Set(missing)])
  }, [handle, rows])
}
