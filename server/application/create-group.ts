import type { z } from 'zod'
import type { ConversationId } from '@/contracts/ids'
import type { createGroupInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import { releaseUnused, requireGroupName } from './group-input'
import type { Added } from './log-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'
import { requireAhead } from './require-ahead'
import { storePicture } from './store-picture'

type CreateGroupPorts = Pick<Ports, 'conversations' | 'relay' | 'pictures' | 'pictureEncoder'>

/** Answers who is to agree first, and who couldn't be added. `now` in milliseconds. @throws KithError `not_found` for unknown people, `full`, `invalid`, `too_long` */
export function createGroup(
  ports: CreateGroupPorts,
  { groupMembers, now = Date.now }: { readonly groupMembers: number; readonly now?: () => number },
) {
  const publish = publishChange(ports)
  const store = storePicture(ports)
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { name, userIds, picture, disappearAfterMs, endsAt }: z.output<typeof createGroupInput>,
  ): Promise<{ conversationId: ConversationId } & Pick<Added, 'invited' | 'notAdded'>> => {
    requireGroupName(name)
    if (endsAt) requireAhead(endsAt, now())
    const pictureId = picture == null ? null : await store(picture)
    const group = {
      name,
      userIds,
      pictureId,
      maxMembers: groupMembers,
      ...(disappearAfterMs !== undefined && { disappearAfterMs }),
      ...(endsAt !== undefined && { endsAt }),
    }
    const { conversationId, invited, notAdded, ...change } = await ports.conversations
      .createGroup(userId, group)
      .catch((error) => releaseUnused(ports, pictureId, error))
    await publish(change)
    return { conversationId, invited, notAdded }
  }
}
