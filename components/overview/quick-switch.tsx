'use client'

import { useEffect, useState } from 'react'
import { later } from '../part/later'
import { useEver } from '../part/use-ever'

const QuickSwitchDialog = later(() => import('./quick-switch-dialog').then((part) => part.QuickSwitchDialog), {
  floating: true,
})

/** Ctrl+K or Cmd+K: type a name, press Enter. */
export function QuickSwitch() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setOpen((now) => !now)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const ever = useEver(open)
  return ever && <QuickSwitchDialog open={open} onOpenChange={setOpen} />
}
