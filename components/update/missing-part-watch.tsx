'use client'

import { useEffect } from 'react'
import { mendMissingPart } from './missing-part'

/** Notices parts of the app that can't be loaded, whoever needed them. */
export function MissingPartWatch() {
  useEffect(() => {
    const onError = ({ target }: Event) => {
      const address = addressOf(target)
      if (address?.includes('/_next/static/')) void mendMissingPart(address)
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
