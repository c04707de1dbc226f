'use client'

import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { KithClient, OverviewLine } from '@/client/kith'
import { messageAddress } from '@/contracts/addresses'
import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { NotificationSettings } from '@/contracts/push'
import { HIDDEN, notificationWords } from '@/server/domain/notification'
import { isLoud } from '@/server/domain/notify'
import { isQuiet } from '@/server/domain/quiet-hours'
import { faceOf } from '../conversation/face'
import { useKith } from '../kith-context'
import { type People, useNames } from '../people/use-names'
import { hasAttention } from '../shell/use-attention'
import { notifyingWorker } from './device'

/** What came while nobody was connected is the server's to tell. */
const FRESH_MS = 120_000
const ICON = '/icons/kith-192.png'

/** While a page is open but not looked at, it shows what comes at once; the server would wait. */
export function useShownByPage(settings: NotificationSettings): void {
  const kith = useKith()
  const { lines, requests, status } = useStore(kith.overview)
  const people = useNames()
  const told = useRef<Map<ConversationId, Seq> | null>(null)
  useEffect(() => {
    if (status !== 'ready') return
    const before = told.current
    const now = new Map([...lines, ...requests].map(({ entry }) => [entry.conversation.id, entry.lastEvent?.seq ?? 0]))
    told.current = now
    if (!before || hasAttention() || isQuiet(settings.quiet, kith.now())) return
    for (const line of lines) {
      const event = line.entry.lastEvent
      if (event?.kind !== 'message:posted' || event.seq <= (before.get(event.conversationId) ?? 0)) continue
      if (!isWorthShowing(kith, line, event, people.meId)) continue
      if (people.profileOf(event.message.senderId)) void show(line, event, people, settings).catch(() => {})
      // Once it is known who says so.
      else now.set(event.conversationId, before.get(event.conversationId) ?? 0)
    }
  }, [kith, lines, requests, status, people, settings])
}

function isWorthShowing(kith: KithClient, { state, entry }: OverviewLine, { message, seq }: MessagePosted, me: string) {
  if (message.senderId === me || message.deleted || seq <= state.read) return false
  if (kith.now() - Date.parse(message.sentAt) > FRESH_MS) return false
  const mentioned = message.mentions.includes(me)
  const quoted = message.replyTo === null ? null : kith.conversation(entry.conversation.id).quote(message.replyTo)
  const wishes = { kind: entry.conversation.kind, mutedUntil: state.mutedUntil, mentionsOnly: state.mentionsOnly }
  return isLoud(wishes, { mentioned, answered: quoted?.message.senderId === me }, kith.now())
}

async function show(line: OverviewLine, event: MessagePosted, people: People, { hideContent }: NotificationSettings) {
  const { conversation } = line.entry
  const { conversationId: tag, seq } = event
  const worker = await notifyingWorker()
  if (!worker) return
  // Of several tabs one shows it.
  await navigator.locks.request(`kith-notification-${tag}`, async () => {
    const shown = await worker.getNotifications({ tag })
    if (shown.some(({ data }) => data?.seq >= seq)) return
    const face = faceOf(conversation, people)
    const named = {
      senderName: people.nameOf(event.message.senderId),
      groupName: face.group ? face.name : null,
      others: Math.max(0, line.state.unread - 1),
    }
    const { title, body } = hideContent ? HIDDEN : notificationWords({ event, ...named })
    const icon = hideContent || !face.pictureId ? ICON : `/api/pictures/${face.pictureId}`
    const data = { url: messageAddress(tag, seq), seq }
    const options: NotificationOptions & { renotify: boolean } = { body, tag, icon, renotify: true, data }
    await worker.showNotification(title, options)
  })
}
