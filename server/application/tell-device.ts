import { createHash } from 'node:crypto'
import { messageAddress } from '@/contracts/addresses'
import type { ConversationId, SessionId } from '@/contracts/ids'
import type { PushMessage } from '@/contracts/push'
import { HIDDEN, notificationWords } from '@/server/domain/notification'
import { type UnreadMessage, worthTelling } from '@/server/domain/notify'
import { isQuiet } from '@/server/domain/quiet-hours'
import type { DeviceView, PushOptions } from './notification-ports'
import type { Ports } from './ports'

const TTL_SECONDS = 86_400
/** The longest that push services keep anything: what is gone is to go from a browser that was away for weeks, too. */
const AGAIN_TTL_SECONDS = 2_419_200

export interface DeviceJob {
  readonly sessionId: SessionId
  readonly conversationId: ConversationId
  /** What was told has changed, or is gone. */
  readonly silent: boolean
}

type Needed = Pick<Ports, 'notifications' | 'pushSubscriptions' | 'pusher'> & {
  readonly messages: Pick<Ports['messages'], 'quotes'>
}

/**
 * Tells one device of a conversation as it stands now: what was read, deleted or muted since isn't told, and what was
 * edited is told as it reads by now. @throws when the push service can't be had: again later
 */
export function tellDevice(ports: Needed, now: () => number) {
  return async ({ sessionId, conversationId, silent }: DeviceJob): Promise<void> => {
    const { notifications } = ports
    if (!(await notifications.telling(sessionId, conversationId, silent))) return
    const view = await notifications.forDevice(sessionId, conversationId)
    if (view === null) return
    const quiet = !silent && isQuiet(view.settings.quiet, now())
    const message = quiet ? null : await messageFor(ports, view, { conversationId, silent, now: now() })
    if (message === null) return notifications.nothingTold(sessionId, conversationId)
    const options = {
      ttlSeconds: silent ? AGAIN_TTL_SECONDS : TTL_SECONDS,
      urgency: silent ? 'normal' : 'high',
      topic: topicOf(conversationId),
    } as const
    await push(ports, view, message, options)
    await notifications.told(sessionId, conversationId, message.kind === 'message' ? message.seq : null)
    if (message.waiting) await notifications.closedBut(sessionId, message.waiting)
  }
}

type ChatPush = Extract<PushMessage, { kind: 'message' | 'withdrawn' }>

interface Told {
  readonly conversationId: ConversationId
  readonly silent: boolean
  readonly now: number
}

async function messageFor(ports: Needed, view: DeviceView, job: Told): Promise<ChatPush | null> {
  const { chat, unread, waiting } = view
  const { conversationId: tag, silent, now } = job
  const told = chat ? worthTelling(chat, now) : []
  const newest = told.at(-1)
  const words = newest && (await wordsFor(ports, view, { tag, newest, others: told.length - 1 }))
  if (newest === undefined || !words) return silent ? { kind: 'withdrawn', tag, unread, waiting } : null
  const { seq } = newest
  return { kind: 'message', tag, seq, ...words, url: messageAddress(tag, seq), silent, unread, waiting }
}

interface Newest {
  readonly tag: ConversationId
  readonly newest: UnreadMessage
  readonly others: number
}

async function wordsFor(ports: Needed, { userId, settings }: DeviceView, { tag, newest, others }: Newest) {
  if (settings.hideContent) return { ...HIDDEN, icon: null }
  const [event] = await ports.messages.quotes(userId, tag, [newest.seq])
  if (!event || event.message.deleted) return null
  const { senderName, groupName, pictureId } = await ports.notifications.face(userId, tag, newest.senderId)
  const icon = pictureId === null ? null : `/api/pictures/${pictureId}`
  return { ...notificationWords({ event, others, senderName, groupName }), icon }
}

async function push(ports: Needed, { target }: DeviceView, message: PushMessage, options: PushOptions): Promise<void> {
  const outcome = await ports.pusher.push(target, JSON.stringify(message), options)
  if (outcome === 'gone') await ports.pushSubscriptions.drop(target.endpoint)
}

// The push service sees it: it says that two belong together, and not where to.
const topicOf = (conversationId: ConversationId): string =>
  createHash('sha256').update(`kith ${conversationId}`).digest('base64url').slice(0, 32)
