'use client'

import { ChevronRight, Pin } from 'lucide-react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { Button } from '../ui/button'
import { listPins } from './list-open'

/** From what a chat is to what is pinned in it. */
export function PinnedLink({ id }: { id: ConversationId }) {
  const count = useStore(useKith().conversation(id).store, ({ pinned }) => pinned.length)
  if (count === 0) return null
  return (
    <Button variant="ghost" align="start" className="[&>span]:w-full" onClick={() => listPins(id)}>
      <Pin aria-hidden className="rotate-45" /> Pinned messages, {count}
      <ChevronRight aria-hidden className="ms-auto text-ink-faint" />
    </Button>
  )
}
