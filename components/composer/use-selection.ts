'use client'

import { type RefObject, useCallback, useState } from 'react'

interface Selection {
  readonly start: number
  readonly end: number
}

/** What is selected in a field, as of the last call of `follow`. */
export function useSelection(field: RefObject<HTMLTextAreaElement | null>): {
  readonly selection: Selection
  readonly follow: () => void
} {
  const [selection, setSelection] = useState<Selection>({ start: 0, end: 0 })
  const follow = useCallback(() => {
    const start = field.current?.selectionStart ?? 0
    const end = field.current?.selectionEnd ?? 0
    setSelection((before) => (before.start === start && before.end === end ? before : { start, end }))
  }, [field])
  return { selection, follow }
}
