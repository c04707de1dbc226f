'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import { arePartsUnderWay } from '../part/part'
import { Button } from '../ui/button'
import { mendMissingPart, reload, reloadAsked } from './missing-part'

/** Notices what Next can't load of the app, and asks to reload where a part is missing that only a new page has. */
export function MissingPartWatch() {
  useEffect(() => {
    const onError = ({ target }: Event) => {
      const address = addressOf(target)
      if (address?.includes('/_next/static/') && !arePartsUnderWay()) void mendMissingPart()
    }
    // Failures to load don't bubble.
    window.addEventListener('error', onError, { capture: true })
    return () => window.removeEventListener('error', onError, { capture: true })
  }, [])
  const asked = useStore(reloadAsked)
  return (
    <div
      role="status"
      className="fixed inset-x-3 top-[calc(4.5rem+env(safe-area-inset-top))] z-60 mx-auto flex w-fit items-center gap-4 rounded-xl border border-line bg-raised px-4 py-3 text-ink shadow-overlay empty:hidden"
    >
      {asked && (
        <>
          <p>Kith has a new version.</p>
          <Button size="sm" variant="soft" onClick={reload}>
            Reload
          </Button>
        </>
      )}
    </div>
  )
}

function addressOf(target: EventTarget | null): string | null {
  if (target instanceof HTMLScriptElement) return target.src
  return target instanceof HTMLLinkElement && target.rel === 'stylesheet' ? target.href : null
}
