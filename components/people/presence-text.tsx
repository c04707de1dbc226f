'use client'

import { useStore } from 'zustand'
import { useKith } from '@/components/kith-context'
import { formatLastSeen } from '@/components/time/format-time'
import { useToday } from '@/components/time/now'
import type { UserId } from '@/contracts/ids'

/** "online", "last seen today at 12:30", or what stands in for them while neither is known. */
export function PresenceText({ userId, otherwise }: { userId: UserId; otherwise: string }) {
  useToday()
  const presence = useStore(useKith().presence, (all) => all.get(userId))
  if (presence?.online) return <span className="font-medium text-accent-ink">online</span>
  if (presence?.lastSeenAt) return <span>{formatLastSeen(presence.lastSeenAt)}</span>
  return <bdi>{otherwise}</bdi>
}
