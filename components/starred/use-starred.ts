'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StarredMessage } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { useKith } from '../kith-context'
import { refusalOf } from '../refusal'

interface UsedStarred {
  readonly messages: readonly StarredMessage[]
  /** `end`: there are no older ones. */
  readonly status: 'loading' | 'more' | 'end' | 'failed'
  readonly problem: string | null
  readonly loadMore: () => void
}

/** My starred messages, a page at a time. */
export function useStarred(): UsedStarred {
  const kith = useKith()
  const [messages, setMessages] = useState<readonly StarredMessage[]>([])
  const [status, setStatus] = useState<UsedStarred['status']>('loading')
  const [problem, setProblem] = useState<string | null>(null)
  const run = useRef(0)
  const load = useCallback(
    async (known: readonly StarredMessage[]) => {
      run.current += 1
      const mine = run.current
      setStatus('loading')
      setProblem(null)
      try {
        const last = known.at(-1)
        const page = await kith.starred(
          last && { starredAt: last.starredAt, conversationId: last.event.conversationId, seq: last.event.seq },
        )
        if (mine !== run.current) return
        setMessages([...known, ...page])
        setStatus(page.length < LIMITS.starredPage ? 'end' : 'more')
      } catch (error) {
        if (mine !== run.current) return
        setProblem(refusalOf(error).message)
        setStatus('failed')
      }
    },
    [kith],
  )
  useEffect(() => {
    void load([])
    return () => {
      run.current += 1
    }
  }, [load])
  const isGone = useStore(kith.gone)
  const shown = useMemo(() => messages.filter(({ event }) => !isGone(event)), [messages, isGone])
  return { messages: shown, status, problem, loadMore: () => void load(messages) }
}
