'use client'

import { useEffect } from 'react'
import { arePartsUnderWay } from '../part/part'
import { mendMissingPart } from './missing-part'

/** Notices what Next can't load of the app: a page that one goes to. */
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
  return null
}

function addressOf(target: EventTarget | null): string | null {
  if (target instanceof HTMLScriptElement) return target.src
  return target instanceof HTMLLinkElement && target.rel === 'stylesheet' ? target.href : null
}
