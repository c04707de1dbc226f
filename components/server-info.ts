'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import { cell, put } from '@/client/cell'
import type { ServerInfo } from '@/contracts/dto'

const STALE_MS = 15_000

/** Null: the server hasn't told yet. */
const told = cell<ServerInfo | null>(null)
let askedAt = Number.NEGATIVE_INFINITY

async function ask(): Promise<void> {
  if (performance.now() - askedAt < STALE_MS) return
  askedAt = performance.now()
  try {
    const answer = await fetch('/api/trpc/server.info')
    const { result }: { result: { data: ServerInfo } } = await answer.json()
    put(told, result.data)
  } catch {
    // What was told before still holds, or the usual; the next who wants to know asks again.
    askedAt = Number.NEGATIVE_INFINITY
  }
}

/** What the server allows. By hand, as a chat needs no more of what asks for the rest. */
export function useServerInfo(): ServerInfo | null {
  useEffect(() => {
    const again = () => void ask()
    again()
    window.addEventListener('focus', again)
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('focus', again)
      window.removeEventListener('online', again)
    }
  }, [])
  return useStore(told)
}
