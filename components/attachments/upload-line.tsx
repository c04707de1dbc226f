'use client'

import type { PendingMessage } from '@/client/kith'
import { useKith } from '../kith-context'
import { formatSize } from './format-size'

/** In a bubble that waits for its uploads: how far all of them are, what went wrong, and the way out. */
export function UploadLine({ pending: { clientId, attachments } }: { pending: PendingMessage }) {
  const kith = useKith()
  const open = attachments.filter(({ state }) => state !== 'ready')
  if (open.length === 0) return null
  const errors = open.flatMap(({ state, error, name }) =>
    state === 'failed' && error ? [{ name, words: error.message }] : [],
  )
  const paused = open.every(({ state }) => state === 'paused')
  const size = attachments.reduce((sum, one) => sum + one.size, 0)
  const sent = attachments.reduce((sum, one) => sum + Math.min(one.sent, one.size), 0)
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
          onClick={() => kith.cancelPending(clientId)}
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
