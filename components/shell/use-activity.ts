'use client'

import { useEffect } from 'react'
import { useKith } from '../kith-context'

const REPORT_EVERY_MS = 10_000
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Tells when the person does something or comes back to the app, and when it goes out of sight. */
export function useActivity(): void {
  const kith = useKith()
  useEffect(() => {
    let last = 0
    const visible = () => document.visibilityState === 'visible'
    const report = (input: boolean) => {
      last = Date.now()
      kith.activity({ visible: visible(), input })
    }
    const onInput = () => {
      if (Date.now() - last > REPORT_EVERY_MS) report(true)
    }
    const onVisibility = () => report(visible())
    report(visible())
    for (const event of INPUTS) window.addEventListener(event, onInput, { passive: true, capture: true })
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      for (const event of INPUTS) window.removeEventListener(event, onInput, { capture: true })
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [kith])
}
