import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { BlockChange } from './block-ports'
import type { Ports } from './ports'
import { publishPrivate, publishReceipts } from './publish-change'
import { publishSeenAnew } from './publish-profile'
import { type PrivateChanged, tellPrivateChange } from './tell-private-change'

type BlockPorts = Pick<Ports, 'blocks'> & Parameters<typeof publishSeenAnew>[0]

/** @throws KithError `not_found`, `invalid` for oneself */
export function blockPerson(ports: BlockPorts) {
  const tell = tellBlocker(ports)
  return async ({ userId }: Pick<Actor, 'userId'>, blockedId: UserId): Promise<PrivateChanged> => {
    if (userId === blockedId) throw new KithError('invalid', 'You can’t block yourself.')
    return tell(userId, blockedId, await ports.blocks.block(userId, blockedId))
  }
}

/** What was said meanwhile stays unseen. @throws KithError `not_found` */
export function unblockPerson(ports: BlockPorts) {
  const tell = tellBlocker(ports)
  return async ({ userId }: Pick<Actor, 'userId'>, blockedId: UserId): Promise<PrivateChanged> =>
    tell(userId, blockedId, await ports.blocks.unblock(userId, blockedId))
}

/** Nobody else is told anything that says so: to the other it looks as if nobody might see what is private. */
function tellBlocker(ports: BlockPorts) {
  const tell = tellPrivateChange(ports)
  const publish = publishSeenAnew(ports)
  return async (userId: UserId, otherId: UserId, change: BlockChange): Promise<PrivateChanged> => {
    publishReceipts(ports, change.receipts)
    publishPrivate(ports, change.concerned)
    const told = await tell(userId, { privateVersion: change.privateVersion })
    await publish(userId, [otherId])
    await publish(otherId, [userId])
    return told
  }
}
