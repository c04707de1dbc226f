'use client'

import { formatSize } from './format-size'
import type { Shown } from './shown'

interface UploadLineProps {
  readonly shown: readonly Shown[]
  readonly onCancel: () => void
}

/** In a bubble that waits for its uploads: how far all of them are, what went wrong, and the way out. */
export function UploadLine({ shown, onCancel }: UploadLineProps) {
  const open = shown.filter(({ upload }) => upload && upload.state !== 'ready')
  if (open.length === 0) return null
  const errors = open.flatMap(({ upload, facts }) =>
    upload?.state === 'failed' && upload.error ? [{ name: facts.name, words: upload.error }] : [],
  )
  const paused = open.every(({ upload }) => upload?.state === 'paused')
  const size = shown.reduce((sum, { facts }) => sum + facts.size, 0)
  const sent = shown.reduce((sum, { facts, upload }) => sum + facts.size * (upload?.part ?? 1), 0)
  return (
    <div className="text-xs text-(--meta)">
      <div className="flex h-6 items-center gap-2 tabular-nums">
        <span className="min-w-0 flex-1 truncate">
          {paused ? 'Paused: ' : ''}
          {formatSize(sent)} of {formatSize(size)}
        </span>
        <button
          type="button"
          tabIndex={-1}
          data-row-part=""
          onClick={onCancel}
          className="rounded-sm font-medium text-current underline-offset-2 outline-offset-1 hover:underline"
        >
          Cancel
        </button>
      </div>
      {errors.map(({ name, words }) => (
        <p key={name} role="alert" className="pb-1 text-danger-ink">
          {name ? `“${name}” isn’t uploaded. ` : 'Not uploaded. '}
          {words}
        </p>
      ))}
    </div>
  )
}
