'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { expiryOf } from '@/client/live/expiry-of'
import type { StarredMessage } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { useAgainWhenGone } from '../again-when-gone'
import { useKith } from '../kith-context'
import { useNotOver } from '../not-over'
import { refusalOf } from '../refusal'

interface UsedStarred {
  readonly messages: readonly StarredMessage[]
  /** `end`: there are no older ones. */
  readonly status: 'loading' | 'more' | 'end' | 'failed'
  readonly problem: string | null
  readonly loadMore: () => void
}

const EMPTY: readonly StarredMessage[] = []

const expiryOfStarred = ({ event }: StarredMessage) => expiryOf(event)

/** My starred messages, a page at a time. */
export function useStarred(): UsedStarred {
  const kith = useKith()
  const [messages, setMessages] = useState<readonly StarredMessage[]>([])
  const [status, setStatus] = useState<UsedStarred['status']>('loading')
  const [problem, setProblem] = useState<string | null>(null)
  const run = useRef(0)
  const load = useCallback(
    async (known: readonly StarredMessage[], atLeast = 0) => {
      run.current += 1
      const mine = run.current
      setStatus('loading')
      setProblem(null)
      try {
        let all = known
        let more = true
        do {
          const last = all.at(-1)
          const page = await kith.starred(
            last && { starredAt: last.starredAt, conversationId: last.event.conversationId, seq: last.event.seq },
          )
          if (mine !== run.current) return
          all = [...all, ...page]
          more = page.length === LIMITS.starredPage
        } while (more && all.length < atLeast)
        setMessages(all)
        setStatus(more ? 'more' : 'end')
      } catch (error) {
        if (mine !== run.current) return
        setProblem(refusalOf(error).message)
        setStatus('failed')
      }
    },
    [kith],
  )
  useEffect(() => {
    void load(EMPTY)
    return () => {
      run.current += 1
    }
  }, [load])
  const isGone = useStore(kith.gone)
  // As far down as it is shown.
  useAgainWhenGone(isGone, () => void load(EMPTY, messages.length))
  const shown = useMemo(() => messages.filter(({ event }) => !isGone(event)), [messages, isGone])
  return { messages: useNotOver(shown, expiryOfStarred), status, problem, loadMore: () => void load(messages) }
}
