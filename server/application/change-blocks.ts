import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import type { BlockChange } from './block-ports'
import type { Actor, Ports } from './ports'
import { publishReceipts } from './publish-change'
import { type PrivateChanged, tellPrivateChange } from './tell-private-change'

type BlockPorts = Pick<Ports, 'blocks' | 'relay'>

/** @throws KithError `not_found`, `invalid` for oneself */
export function blockPerson(ports: BlockPorts) {
  const tell = tellBlocker(ports)
  return async ({ userId }: Pick<Actor, 'userId'>, blockedId: UserId): Promise<PrivateChanged> => {
    if (userId === blockedId) throw new KithError('invalid', 'You can’t block yourself.')
    return tell(userId, await ports.blocks.block(userId, blockedId))
  }
}

/** What was said meanwhile stays unseen. @throws KithError `not_found` */
export function unblockPerson(ports: BlockPorts) {
  const tell = tellBlocker(ports)
  return async ({ userId }: Pick<Actor, 'userId'>, blockedId: UserId): Promise<PrivateChanged> =>
    tell(userId, await ports.blocks.unblock(userId, blockedId))
}

/** Nobody else is told anything that says so. */
function tellBlocker(ports: BlockPorts) {
  const tell = tellPrivateChange(ports)
  return (userId: UserId, { privateVersion, receipts }: BlockChange): Promise<PrivateChanged> => {
    publishReceipts(ports, receipts)
    return tell(userId, { privateVersion })
  }
}
