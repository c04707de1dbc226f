'use client'

import { Bold, Code, Italic, type LucideIcon, Strikethrough } from 'lucide-react'
import { IconButton } from '../../ui/icon-button'
import type { FormatMark } from './format-text'

const MARKS: readonly { mark: FormatMark; label: string; keys: string; Icon: LucideIcon }[] = [
  { mark: '**', label: 'Bold', keys: 'Ctrl+B', Icon: Bold },
  { mark: '_', label: 'Italic', keys: 'Ctrl+I', Icon: Italic },
  { mark: '~~', label: 'Strike', keys: 'Ctrl+Shift+X', Icon: Strikethrough },
  { mark: '`', label: 'Code', keys: 'Ctrl+E', Icon: Code },
]

/** While words are selected; a phone has a menu of its own there. */
export function FormatBar({ onFormat }: { onFormat: (mark: FormatMark) => void }) {
  return (
    <div
      role="toolbar"
      aria-label="Format"
      onMouseDown={(event) => event.preventDefault()}
      className="absolute bottom-full left-0 z-20 mb-2 flex gap-0.5 rounded-full border border-line bg-raised p-1 shadow-overlay [@media(hover:none)]:hidden"
    >
      {MARKS.map(({ mark, label, keys, Icon }) => (
        <IconButton
          key={mark}
          size="sm"
          label={`${label} (${keys})`}
          tooltipSide="top"
          tabIndex={-1}
          onClick={() => onFormat(mark)}
        >
          <Icon aria-hidden />
        </IconButton>
      ))}
    </div>
  )
}
