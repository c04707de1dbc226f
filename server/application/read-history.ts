import type { HistoryPage } from '@/contracts/dto'
import type { HistoryInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** @throws KithError `not_found` */
export function readHistory({ messages }: Pick<Ports, 'messages'>) {
  return ({ userId }: Pick<Actor, 'userId'>, input: HistoryInput): Promise<HistoryPage> => messages.page(userId, input)
}
