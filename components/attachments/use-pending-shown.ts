'use client'

import { useMemo } from 'react'
import type { KithClient, PendingAttachment, PendingMessage } from '@/client/kith'
import { useKith } from '../kith-context'
import { type Shown, shownKey, type Upload } from './shown'
import { useBlobUrls } from './use-blob-urls'

/** What a message that waits carries, from the bytes that are here. */
export function usePendingShown({ clientId, attachments }: PendingMessage): readonly Shown[] {
  const kith = useKith()
  const files = useMemo(() => attachments.flatMap(({ file, preview }) => [file, preview]), [attachments])
  const urls = useBlobUrls(files)
  return useMemo(
    () =>
      attachments.map((attachment, position) => {
        const { file, preview, kind } = attachment
        const whole = (file && urls.get(file)) ?? null
        return {
          key: shownKey(clientId, position),
          position,
          facts: attachment,
          whole,
          preview: kind === 'image' ? whole : ((preview && urls.get(preview)) ?? null),
          upload: uploadOf(kith, clientId, attachment),
        }
      }),
    [attachments, urls, kith, clientId],
  )
}

function uploadOf(kith: KithClient, clientId: string, attachment: PendingAttachment): Upload {
  const { id, size, sent, state, error } = attachment
  return {
    state,
    part: size > 0 ? Math.min(1, sent / size) : 0,
    error: error?.message ?? null,
    onPause: () => kith.pauseUpload(clientId, id),
    onResume: () => kith.resumeUpload(clientId, id),
  }
}
