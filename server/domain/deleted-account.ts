import type { UserId } from '@/contracts/ids'

/** What others see in place of who deleted their account. */
export const DELETED_NAME = 'Deleted account'

/** In place of their userName, which nobody gets again. */
export const deletedUserName = (id: UserId): string => `deleted-${id}`
