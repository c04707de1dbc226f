'use client'

import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { SUMMARY_TAG } from '@/contracts/push'
import { useKith } from '../kith-context'
import { showMessage } from '../shell/location'
import { mayNotify, notifyingWorker } from './device'
import { useDevice } from './use-device'
import { useShownByPage } from './use-shown-by-page'

const SHOWN = /^\/c\/([0-9]+)\?at=([0-9]+)$/

/** Keeps in step with what happens here what is shown outside: notifications, and the number on the app's icon. */
export function NotificationKeeper() {
  const { info, device } = useDevice(mayNotify())
  useShownByPage(device.data?.on === true ? info.data : undefined)
  useRead()
  useBadge()
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const listen = ({ data, ports }: MessageEvent) => {
      const [, id, seq] = SHOWN.exec(data?.kind === 'show' ? data.path : '') ?? []
      if (!id) return
      showMessage(id, Number(seq))
      ports[0]?.postMessage('shown')
    }
    navigator.serviceWorker.addEventListener('message', listen)
    return () => navigator.serviceWorker.removeEventListener('message', listen)
  }, [])
  return null
}

/** What was read on this or another device, or is in a chat that went, needs no notification any more. */
function useRead(): void {
  const { overview } = useKith()
  const { lines } = useStore(overview)
  const known = useRef(new Set<string>())
  const read = lines.map(({ entry, state }) => `${entry.conversation.id}:${state.read}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines change with everything, `read` only when it counts.
  useEffect(() => {
    for (const { entry } of lines) known.current.add(entry.conversation.id)
    const close = async () => {
      const all = (await (await notifyingWorker())?.getNotifications()) ?? []
      // As it is by now: a chat that has begun meanwhile, or isn't here yet, is not one that went.
      const marks = new Map(overview.getState().lines.map(({ entry, state }) => [entry.conversation.id, state.read]))
      for (const shown of all) {
        const seq: unknown = shown.data?.seq
        const went = known.current.has(shown.tag) && !marks.has(shown.tag)
        // Who has Kith open sees what came.
        if (shown.tag === SUMMARY_TAG) shown.close()
        else if (typeof seq === 'number' && (went || (marks.get(shown.tag) ?? 0) >= seq)) shown.close()
      }
    }
    void close().catch(() => {})
  }, [read])
}

function useBadge(): void {
  const unread = useStore(useKith().overview, (overview) => overview.unreadConversations)
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return
    // Only an app that is installed has an icon to put it on.
    void (unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge()).catch(() => {})
  }, [unread])
}
