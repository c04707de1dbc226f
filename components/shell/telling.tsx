'use client'

import type { ConversationId } from '@/contracts/ids'
import { useGlimpse } from '../glimpse/use-glimpse'
import { NotificationKeeper } from '../notifications/notification-keeper'
import { DocumentTitle } from './document-title'
import { NewsAnnouncer } from './news-announcer'

/** What happens where one doesn't look: it tells of what arrives, and keeps a glimpse of what was in sight. */
export function Telling({ openId }: { openId: ConversationId | null }) {
  useGlimpse(openId)
  return (
    <>
      <NotificationKeeper />
      <DocumentTitle />
      <NewsAnnouncer openId={openId} />
    </>
  )
}
