'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { openKith } from '@/client/browser'
import type { KithClient } from '@/client/kith'
import { clearDrafts } from './composer/drafts'
import { KithContext } from './kith-context'
import { forgetNotifications } from './notifications/device'
import { refusalOf } from './refusal'
import { OpeningFailed } from './shell/opening-failed'
import { ShellSkeleton } from './shell/shell-skeleton'
import { goBy } from './time/now'

/** One client for as long as the page lives: a second one in the same page would be a second device to it. */
let opening: Promise<KithClient | null> | null = null

function open(): Promise<KithClient | null> {
  opening ??= openKith({ onEnded: () => void leave() }).then((client) => {
    if (client) goBy(client)
    return client
  })
  return opening
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
        else if (current) setKith(client)
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
