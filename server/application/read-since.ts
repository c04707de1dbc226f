import type { z } from 'zod'
import type { LogSince } from '@/contracts/dto'
import type { sinceInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** What came after a seq, with skips for what isn't open to the actor. @throws KithError `not_found` */
export function readSince({ messages }: Pick<Ports, 'messages'>) {
  return (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, after, limit }: z.output<typeof sinceInput>,
  ): Promise<LogSince> => messages.since(userId, conversationId, after, limit)
}
