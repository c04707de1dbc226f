import type { Message } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

/** What stands in a deleted message's place. */
export const deletedWords = (deleted: NonNullable<Message['deleted']>, meId: UserId): string =>
  deleted.by === meId ? 'You deleted this message' : 'This message was deleted'
