'use client'

import type { ConversationId } from '@/contracts/ids'
import { NotificationKeeper } from '../notifications/notification-keeper'
import { DocumentTitle } from './document-title'
import { NewsAnnouncer } from './news-announcer'

/** Tells of what arrives where one doesn't look. */
export function Telling({ openId }: { openId: ConversationId | null }) {
  return (
    <>
      <NotificationKeeper />
      <DocumentTitle />
      <NewsAnnouncer openId={openId} />
    </>
  )
}
