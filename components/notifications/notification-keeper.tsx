'use client'

import { memo, useEffect } from 'react'
import { type NotificationSettings, SUMMARY_TAG } from '@/contracts/push'
import { useKith } from '../kith-context'
import { showMessage } from '../shell/location'
import { mayNotify, notifyingWorker } from './device'
import { useDevice } from './use-device'
import { useShownByPage } from './use-shown-by-page'
import { useTellShown } from './use-tell-shown'

/** Reading goes on and on; asking what is shown takes the browser a while. */
const TOGETHER_MS = 500
const SHOWN = /^\/c\/([0-9]+)\?at=([0-9]+)$/

/**
 * Keeps in step with what happens here what is shown outside: notifications, and the number on the app's icon. Not drawn
 * with what is around it: it asks the browser, and waits for it, whether it may notify.
 */
export const NotificationKeeper = memo(function NotificationKeeper() {
  const { info, device } = useDevice(mayNotify())
  useRead()
  useTellShown()
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
  return device.data?.on && info.data ? <ShownByPage settings={info.data} /> : null
})

/** By itself, since it looks at everything that comes: what asks the browser must not be asked as often. */
function ShownByPage({ settings }: { settings: NotificationSettings }) {
  useShownByPage(settings)
  return null
}

/** What was read on this or another device, or is in a chat that went, needs no notification any more. */
function useRead(): void {
  const { overview } = useKith()
  useEffect(() => {
    const known = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | null = null
    const close = async () => {
      timer = null
      const all = (await (await notifyingWorker())?.getNotifications()) ?? []
      // As it is by now: a chat that has begun meanwhile, or isn't here yet, is not one that went.
      const marks = new Map(overview.getState().lines.map(({ entry, state }) => [entry.conversation.id, state.read]))
      for (const shown of all) {
        const seq: unknown = shown.data?.seq
        const went = known.has(shown.tag) && !marks.has(shown.tag)
        // Who has Kith open sees what came.
        if (shown.tag === SUMMARY_TAG) shown.close()
        else if (typeof seq === 'number' && (went || (marks.get(shown.tag) ?? 0) >= seq)) shown.close()
      }
    }
    const changed = () => {
      for (const { entry } of overview.getState().lines) known.add(entry.conversation.id)
      timer ??= setTimeout(() => void close().catch(() => {}), TOGETHER_MS)
    }
    changed()
    const unsubscribe = overview.subscribe(changed)
    return () => {
      unsubscribe()
      if (timer) clearTimeout(timer)
    }
  }, [overview])
}

function useBadge(): void {
  const { overview } = useKith()
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return
    let timer: ReturnType<typeof setTimeout> | null = null
    let shown: number | null = null
    const show = () => {
      timer = null
      const unread = overview.getState().unreadConversations
      if (unread === shown) return
      shown = unread
      // Only an app that is installed has an icon to put it on.
      void (unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge()).catch(() => {})
    }
    show()
    const unsubscribe = overview.subscribe(() => {
      timer ??= setTimeout(show, TOGETHER_MS)
    })
    return () => {
      unsubscribe()
      if (timer) clearTimeout(timer)
    }
  }, [overview])
}
