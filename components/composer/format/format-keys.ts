import type { KeyboardEvent } from 'react'
import type { FormatMark } from './format-text'

/** By the key that is pressed with Ctrl or ⌘. */
export function markOfKeys(event: KeyboardEvent): FormatMark | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null
  const key = event.key.toLowerCase()
  if (event.shiftKey) return key === 'x' ? '~~' : null
  if (key === 'b') return '**'
  if (key === 'i') return '_'
  return key === 'e' ? '`' : null
}
