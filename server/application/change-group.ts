import type { z } from 'zod'
import type { changeGroupInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import { releaseUnused, requireGroupName } from './group-input'
import type { Ports } from './ports'
import { publishChange } from './publish-change'
import { requireAhead } from './require-ahead'
import { storePicture } from './store-picture'

type ChangeGroupPorts = Pick<Ports, 'conversations' | 'relay' | 'pictures' | 'pictureEncoder'>

/** `now` in milliseconds. @throws KithError `not_found`, `not_allowed`, `closed`, `invalid`, `too_long` */
export function changeGroup(ports: ChangeGroupPorts, { now = Date.now }: { readonly now?: () => number } = {}) {
  const publish = publishChange(ports)
  const store = storePicture(ports)
  return async (
    { userId }: Pick<Actor, 'userId'>,
    {
      conversationId,
      name,
      pastOpen,
      receiptsShown,
      disappearAfterMs,
      endsAt,
      picture,
    }: z.output<typeof changeGroupInput>,
  ): Promise<void> => {
    if (name !== undefined) requireGroupName(name)
    if (endsAt) requireAhead(endsAt, now())
    const before = await ports.conversations.forMember(userId, conversationId)
    const pictureId = picture == null ? picture : await store(picture)
    const change = await ports.conversations
      .change(userId, conversationId, {
        ...(name !== undefined && { name }),
        ...(pastOpen !== undefined && { pastOpen }),
        ...(receiptsShown !== undefined && { receiptsShown }),
        ...(endsAt !== undefined && { endsAt }),
        ...(disappearAfterMs !== undefined && { disappearAfterMs }),
        ...(pictureId !== undefined && { pictureId }),
      })
      .catch((error) => releaseUnused(ports, pictureId, error))
    const shown = before.conversation.pictureId
    if (shown !== null && pictureId !== undefined && shown !== pictureId) await ports.pictures.release(shown)
    await publish(change)
  }
}
