'use client'

import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import type { Seq } from '@/contracts/ids'
import { useNames } from '../people/use-names'
import { showMessage } from '../shell/location'
import { Dialog, DialogContent } from '../ui/dialog'
import { doneWithPins, listedPins } from './list-open'
import { PinnedRow } from './pinned-row'
import { setPinned } from './set-pinned'

interface PinnedListProps {
  readonly handle: ConversationHandle
  readonly state: ConversationState
}

/** All that is pinned in a chat, the newest pin first. */
export function PinnedList({ handle, state }: PinnedListProps) {
  const people = useNames()
  const left = useRef(false)
  const { pinned, conversation, member } = state
  const asked = useStore(listedPins) === handle.id
  const open = asked && pinned.length > 0
  const mayUnpin = member?.active === true && conversation?.closed === false

  // Else it would open by itself with the next pin, or the next time that one is here.
  useEffect(() => {
    if (asked && !open) doneWithPins()
  }, [asked, open])
  useEffect(() => doneWithPins, [])

  function go(seq: Seq): void {
    left.current = true
    doneWithPins()
    showMessage(handle.id, seq)
  }
  function unpin(seq: Seq, row: HTMLElement | null): void {
    const near = row?.nextElementSibling ?? row?.previousElementSibling
    near?.querySelector<HTMLElement>('[data-go]')?.focus()
    setPinned(handle, seq, false)
  }
  /** The message one goes to takes the focus itself; the bar may be gone with the last pin. */
  function finalFocus(): HTMLElement | boolean {
    const went = left.current
    left.current = false
    if (went) return false
    return pinned.length > 0 || (document.querySelector<HTMLElement>('[data-composer],[data-history]') ?? true)
  }

  return (
    <Dialog open={open} onOpenChange={(next) => !next && doneWithPins()}>
      {open && (
        <DialogContent
          title={pinned.length === 1 ? 'Pinned message' : `${pinned.length} pinned messages`}
          finalFocus={finalFocus}
          padding="px-2.5 pb-5"
        >
          <ul className="flex flex-col gap-0.5">
            {pinned.toReversed().map((seq, index) => (
              <PinnedRow
                key={seq}
                quoted={handle.quote(seq)}
                people={people}
                first={index === 0}
                onGo={() => go(seq)}
                onUnpin={mayUnpin ? (row) => unpin(seq, row) : null}
              />
            ))}
          </ul>
        </DialogContent>
      )}
    </Dialog>
  )
}
