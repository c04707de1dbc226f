import type { z } from 'zod'
import type { MessagePosted, Report, ReportedMessage } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { reportInput } from '@/contracts/inputs'
import { KithError, notFound } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

type Who = Pick<Actor, 'userId'>

/**
 * Tells the server's admins about somebody, with copies of what the actor sees of the messages chosen.
 * @throws KithError `not_found`, `invalid` for oneself, for nothing to go by, and for messages of others alone,
 * `rate_limited`
 */
export function reportPerson({ messages, reports }: Pick<Ports, 'messages' | 'reports'>) {
  return async (
    { userId }: Who,
    { userId: reportedId, conversationId, seqs, note }: z.output<typeof reportInput>,
  ): Promise<void> => {
    if (reportedId === userId) throw new KithError('invalid', 'You can’t report yourself.')
    if (seqs.length === 0 && note === '') throw new KithError('invalid', 'Choose a message, or write what happened.')
    const chosen = [...new Set(seqs)].sort((one, other) => one - other)
    const copies: ReportedMessage[] = []
    for (const seq of chosen) copies.push(copyOf(await read(messages, userId, conversationId ?? '0', seq)))
    if (copies.length > 0 && copies.every(({ senderId }) => senderId !== reportedId)) {
      throw new KithError('invalid', 'Choose a message of the person whom you report.')
    }
    await reports.add({ reporterId: userId, reportedId, note, messages: copies }, LIMITS.reportsPerDay)
  }
}

/** As the user may see it. */
async function read(messages: Ports['messages'], userId: UserId, conversationId: ConversationId, seq: Seq) {
  const { events } = await messages.page(userId, { conversationId, around: seq, limit: 1 })
  const event = events.find((one): one is MessagePosted => one.kind === 'message:posted' && one.seq === seq)
  if (event === undefined) throw notFound('message')
  return event
}

function copyOf({ message: { senderId, sentAt, text, attachments } }: MessagePosted): ReportedMessage {
  return { senderId, sentAt, text, attachments: attachments.map(({ kind, name }) => ({ kind, name })) }
}

const SHOWN = 200

export function listReports({ reports }: Pick<Ports, 'reports'>) {
  return (): Promise<readonly Report[]> => reports.list(SHOWN)
}

/** @throws KithError `not_found` */
export function setReportDone({ reports }: Pick<Ports, 'reports'>) {
  return (id: string, done: boolean): Promise<void> => reports.setDone(id, done)
}

/** @throws KithError `not_found` */
export function deleteReport({ reports }: Pick<Ports, 'reports'>) {
  return (id: string): Promise<void> => reports.delete(id)
}
