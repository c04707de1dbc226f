'use client'

import { useEffect, useState } from 'react'
import { later } from '../part/later'
import { Dialog, DialogContent } from '../ui/dialog'

const QuickChoices = later(() => import('./quick-choices').then((part) => part.QuickChoices))

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
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      {open && (
        <DialogContent title="Go to a conversation" className="flex h-96 flex-col px-0 pb-0">
          <QuickChoices onDone={() => setOpen(false)} />
        </DialogContent>
      )}
    </Dialog>
  )
}
