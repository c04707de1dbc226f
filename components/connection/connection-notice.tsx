'use client'

import { CloudOff, LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useKith } from '../kith-context'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { hasUnkept } from '../update/unkept'

const PATIENCE_MS = 2_000

/**
 * How the connection is, once it matters. It lies over the end of the overview, or of a phone's header where one writes:
 * nothing moves, nothing is blocked.
 */
export function ConnectionNotice({ aboveComposer }: { aboveComposer: boolean }) {
  const kith = useKith()
  const connection = useStore(kith.connection)
  const waiting = useStore(kith.pending, (pending) => pending.filter(({ status }) => status !== 'failed').length)
  const since = 'since' in connection ? connection.since : null
  const due = useDue(since)
  const [warned, setWarned] = useState(false)
  const text = due || connection.status === 'outdated' ? wordsFor(connection.status, waiting, warned) : null
  const reload = (): void => {
    // What is written in a chat is kept, and so is what waits to be sent; this isn't.
    if (!warned && hasUnkept()) setWarned(true)
    else window.location.reload()
  }

  return (
    <div
      role="status"
      className={cn(
        'pointer-events-none absolute inset-x-0 z-30 flex justify-center px-3 md:top-auto md:right-auto md:bottom-4 md:w-80 lg:w-96',
        aboveComposer
          ? 'top-[calc(4.25rem+env(safe-area-inset-top))]'
          : 'bottom-[calc(1rem+env(safe-area-inset-bottom))]',
      )}
    >
      {text && (
        <p className="pointer-events-auto flex max-w-full animate-in items-center gap-2 rounded-3xl border border-line bg-raised px-3.5 py-1.5 text-sm text-ink shadow-raised fade-in slide-in-from-top-1">
          {connection.status === 'connecting' ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin text-ink-muted" />
          ) : (
            <CloudOff aria-hidden className="size-4 text-ink-muted" />
          )}
          <span className={connection.status === 'outdated' ? 'min-w-0 text-balance' : 'truncate'}>{text}</span>
          {connection.status === 'outdated' && (
            <Button size="sm" variant="soft" className="shrink-0" onClick={reload}>
              {warned ? 'Reload anyway' : 'Reload'}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

function wordsFor(status: string, waiting: number, warned: boolean): string | null {
  const messages = waiting > 0 ? ` · ${waiting} ${waiting === 1 ? 'message' : 'messages'} waiting` : ''
  if (status === 'connecting') return `Connecting…${messages}`
  if (status === 'waiting') return `Waiting for network${messages}`
  if (status !== 'outdated') return null
  return warned ? 'What you began would be lost.' : `Kith has a new version${messages || '.'}`
}

/** Whether it has lasted long enough to be worth saying. */
function useDue(since: number | null): boolean {
  const [dueFor, setDueFor] = useState<number | null>(null)
  useEffect(() => {
    if (since === null) return
    const timer = setTimeout(() => setDueFor(since), Math.max(0, since + PATIENCE_MS - Date.now()))
    return () => clearTimeout(timer)
  }, [since])
  return since !== null && dueFor === since
}
