'use client'

import { useEffect } from 'react'
import type { Place } from '@/contracts/dto'
import { useTRPCClient } from '../api'
import { useKith } from '../kith-context'
import { notifyingWorker } from './device'

/** After what is closed, or shown by the page itself, because of the same change. */
const AFTER_MS = 2_000

/** The server takes back what is gone from where it is shown: this page knows where that is. */
export function useTellShown(): void {
  const { overview } = useKith()
  const api = useTRPCClient()
  useEffect(() => {
    let told: string | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    const tell = async () => {
      timer = null
      const worker = await notifyingWorker()
      if (!worker || overview.getState().status !== 'ready') return
      const shown = (await worker.getNotifications()).flatMap(placeOf)
      const now = JSON.stringify(shown)
      if (now === told) return
      await api.notifications.shows.mutate(shown)
      told = now
    }
    const changed = () => {
      timer ??= setTimeout(() => void tell().catch(() => {}), AFTER_MS)
    }
    changed()
    const unsubscribe = overview.subscribe(changed)
    return () => {
      unsubscribe()
      if (timer) clearTimeout(timer)
    }
  }, [overview, api])
}

function placeOf({ tag, data }: Notification): readonly Place[] {
  const seq: unknown = data?.seq
  return typeof seq === 'number' ? [{ conversationId: tag, seq }] : []
}
