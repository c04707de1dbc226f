'use client'

import { useCallback, useEffect, useState } from 'react'
import { toast } from '@/components/ui/toast'
import type { Seq } from '@/contracts/ids'
import type { HistoryWindow } from './use-history-window'

const LIT_MS = 1_600

/** Goes to a message and lights it for a moment, with the focus on it. */
export function useJump({ jumpTo, content, onTouched }: HistoryWindow): { lit: Seq | null; jump: (seq: Seq) => void } {
  const [lit, setLit] = useState<{ readonly seq: Seq } | null>(null)

  useEffect(() => {
    if (!lit) return
    // Who goes from hit to hit goes on from there.
    if (!document.activeElement?.closest('[data-steps]')) {
      content.current?.querySelector<HTMLElement>(`[data-seq="${lit.seq}"]`)?.focus({ preventScroll: true })
    }
    const timer = setTimeout(() => setLit(null), LIT_MS)
    return () => clearTimeout(timer)
  }, [lit, content])

  const jump = useCallback(
    (seq: Seq) => {
      onTouched()
      jumpTo(seq).then(
        (there) => {
          if (there) setLit({ seq })
          else toastNotLoaded(() => jump(seq))
        },
        () => toastNotLoaded(() => jump(seq)),
      )
    },
    [jumpTo, onTouched],
  )
  return { lit: lit?.seq ?? null, jump }
}

export function toastNotLoaded(again: () => void): void {
  toast.error('That message couldn’t be loaded. Check your connection.', {
    action: { label: 'Try again', onClick: again },
  })
}
