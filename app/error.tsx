'use client'

import { useEffect } from 'react'
import { AccountCard } from '@/components/account/account-card'
import { takeGlimpseAway } from '@/components/glimpse/take-away'
import { Button } from '@/components/ui/button'
import { isPartMissing } from '@/components/update/is-part-missing'

/** What is on this device stays: messages that wait go out when the page is back. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  useEffect(takeGlimpseAway, [])
  if (isPartMissing(error)) {
    return (
      <AccountCard title="Kith has a new version" description="Reload to go on. Messages that wait are kept.">
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </AccountCard>
    )
  }
  return (
    <AccountCard
      title="Something went wrong"
      description="This page stumbled. Nothing you wrote is lost: try again, or reload."
    >
      <div className="flex flex-col gap-2">
        <Button onClick={reset}>Try again</Button>
        <Button variant="ghost" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </div>
    </AccountCard>
  )
}
