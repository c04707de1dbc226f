'use client'

import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { Dialog, DialogContent } from '../ui/dialog'
import { dateJump, doneWithDate } from './chat-search-open'
import { DateForm } from './date-form'

/** Asks for a day of this chat to go to. */
export function DateDialog({ id }: { id: ConversationId }) {
  const asked = useStore(dateJump)
  const open = asked?.id === id
  return (
    <Dialog open={open} onOpenChange={(next) => !next && doneWithDate()}>
      {open && (
        <DialogContent title="Jump to a date" width="sm">
          <DateForm id={id} near={asked.near} />
        </DialogContent>
      )}
    </Dialog>
  )
}
