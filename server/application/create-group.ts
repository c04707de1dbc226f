import type { z } from 'zod'
import type { ConversationId } from '@/contracts/ids'
import type { createGroupInput } from '@/contracts/inputs'
import { releaseUnused, requireGroupName } from './group-input'
import type { Actor, Ports } from './ports'
import { publishChange } from './publish-change'
import { storePicture } from './store-picture'

type CreateGroupPorts = Pick<Ports, 'conversations' | 'relay' | 'pictures' | 'pictureEncoder'>

/** @throws KithError `not_found` for unknown people, `full`, `invalid`, `too_long` */
export function createGroup(ports: CreateGroupPorts, { groupMembers }: { readonly groupMembers: number }) {
  const publish = publishChange(ports)
  const store = storePicture(ports)
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { name, userIds, picture }: z.output<typeof createGroupInput>,
  ): Promise<{ conversationId: ConversationId }> => {
    requireGroupName(name)
    const pictureId = picture == null ? null : await store(picture)
    const group = { name, userIds, pictureId, maxMembers: groupMembers }
    const { conversationId, ...change } = await ports.conversations
      .createGroup(userId, group)
      .catch((error) => releaseUnused(ports, pictureId, error))
    await publish(change)
    return { conversationId }
  }
}
