'use client'

import { type ReactNode, startTransition, useEffect, useState } from 'react'
import { openKith } from '@/client/browser'
import type { KithClient } from '@/client/kith'
import { recall } from '@/client/remembered-account'
import { clearDrafts } from './composer/drafts'
import { KithContext } from './kith-context'
import { forgetNotifications } from './notifications/device'
import { refusalOf } from './refusal'
import { openAheadWith } from './shell/ahead'
import { shownConversation } from './shell/location'
import { OpeningFailed } from './shell/opening-failed'
import { ShellSkeleton } from './shell/shell-skeleton'
import { whenShown } from './shell/shown'
import { formatsAhead } from './time/formats-ahead'
import { goBy } from './time/now'

/** One client for as long as the page lives: a second one in the same page would be a second device to it. */
let opening: Promise<KithClient | null> | null = null

function open(): Promise<KithClient | null> {
  opening ??= openKith({ onEnded: () => void leave(), calm: whenShown }).then((client) => {
    if (client) goBy(client)
    return client
  })
  return opening
}

// What is stored here is read while React begins.
if (typeof window !== 'undefined') {
  formatsAhead()
  if (recall()) void open().catch(() => {})
}

/** Nobody is signed in here any more. A new page, so that nothing of the account stays in memory. */
async function leave(): Promise<void> {
  clearDrafts()
  await forgetNotifications()
  window.location.replace(signInPath())
}

function signInPath(): string {
  const { pathname, search } = window.location
  return pathname === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: pathname + search })}`
}

/** Opens the account of this browser, or goes to the sign-in when nobody is signed in. */
export function KithProvider({ children }: { children: ReactNode }) {
  const [kith, setKith] = useState<KithClient | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens again.
  useEffect(() => {
    let current = true
    open().then(
      (client) => {
        if (!client) void leave()
        else if (current) {
          openAheadWith(client, shownConversation())
          // Drawn in steps: what a person does meanwhile isn't kept waiting.
          startTransition(() => setKith(client))
        }
      },
      (error: unknown) => {
        opening = null
        if (current) setFailure(refusalOf(error).message)
      },
    )
    return () => {
      current = false
    }
  }, [attempt])
  if (kith) return <KithContext value={kith}>{children}</KithContext>
  if (!failure) return <ShellSkeleton />
  return (
    <OpeningFailed
      message={failure}
      onRetry={() => {
        setFailure(null)
        setAttempt(attempt + 1)
      }}
    />
  )
}
