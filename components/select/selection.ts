'use client'

import { create } from 'zustand'
import { toast } from '@/components/ui/toast'
import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'

/** More at once would be a flood where they are forwarded to. */
export const SELECTED_MAX = 100

interface Selection {
  /** Where messages are being selected; null: nowhere. */
  readonly id: ConversationId | null
  /** As they were when they were selected: they may have left the loaded window since. */
  readonly chosen: ReadonlyMap<Seq, MessagePosted>
  /** Where a run with Shift begins. */
  readonly anchor: Seq | null
}

const NONE: Selection = { id: null, chosen: new Map(), anchor: null }

export const useSelected = create<Selection>(() => NONE)

export const stopSelecting = (): void => useSelected.setState(NONE)

/** Selects one more, or one less; the first one begins it. */
export function toggleSelected(event: MessagePosted): void {
  const { id, chosen } = useSelected.getState()
  const next = new Map(id === event.conversationId ? chosen : [])
  if (!next.delete(event.seq)) next.set(event.seq, event)
  select(event, next)
}

/** All from the one before to this one. `all`: what there is, in order. */
export function selectUpTo(event: MessagePosted, all: readonly MessagePosted[]): void {
  const { id, chosen, anchor } = useSelected.getState()
  if (id !== event.conversationId || anchor === null) {
    toggleSelected(event)
    return
  }
  const [from, to] = [Math.min(anchor, event.seq), Math.max(anchor, event.seq)]
  const run = all.filter(({ seq }) => seq >= from && seq <= to)
  select(event, new Map([...chosen, ...run.map((one) => [one.seq, one] as const)]))
}

function select({ conversationId, seq }: MessagePosted, chosen: ReadonlyMap<Seq, MessagePosted>): void {
  if (chosen.size > SELECTED_MAX) {
    toast.error(`At most ${SELECTED_MAX} messages can be selected. Do it in parts.`)
    return
  }
  useSelected.setState({ id: conversationId, chosen, anchor: seq })
}
