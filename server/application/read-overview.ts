import type { Overview } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

export function readOverview({ messages }: Pick<Ports, 'messages'>) {
  return ({ userId }: Pick<Actor, 'userId'>, first?: number): Promise<Overview> => messages.overview(userId, first)
}
