import type { z } from 'zod'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { createGroupInput } from '@/contracts/inputs'
import { KithError } from '@/server/domain/errors'
import { releaseUnused, requireGroupName } from './group-input'
import type { Actor, Ports } from './ports'
import { publishChange } from './publish-change'
import { requireAhead } from './require-ahead'
import { storePicture } from './store-picture'
import { whoCanBeAdded } from './who-can-be-added'

const NOBODY = 'None of these people could be added. Choose somebody else.'

type CreateGroupPorts = Pick<Ports, 'conversations' | 'relay' | 'pictures' | 'pictureEncoder' | 'blocks'>

/** @throws KithError `not_found` for unknown people, `full`, `invalid`, `too_long` */
export function createGroup(ports: CreateGroupPorts, { groupMembers }: { readonly groupMembers: number }) {
  const publish = publishChange(ports)
  const store = storePicture(ports)
  const choose = whoCanBeAdded(ports)
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { name, userIds, picture, disappearAfterMs, endsAt }: z.output<typeof createGroupInput>,
  ): Promise<{ conversationId: ConversationId; notAdded: readonly UserId[] }> => {
    requireGroupName(name)
    if (endsAt) requireAhead(endsAt)
    const { added, notAdded } = await choose(userId, userIds)
    if (added.length === 0 && notAdded.length > 0) throw new KithError('not_allowed', NOBODY)
    const pictureId = picture == null ? null : await store(picture)
    const group = {
      name,
      userIds: added,
      pictureId,
      maxMembers: groupMembers,
      ...(disappearAfterMs !== undefined && { disappearAfterMs }),
      ...(endsAt !== undefined && { endsAt }),
    }
    const { conversationId, ...change } = await ports.conversations
      .createGroup(userId, group)
      .catch((error) => releaseUnused(ports, pictureId, error))
    await publish(change)
    return { conversationId, notAdded: [...notAdded, ...change.notAdded] }
  }
}
