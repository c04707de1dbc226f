'use client'

import { useMemo, useRef } from 'react'
import type { KithClient, PendingAttachment, PendingMessage } from '@/client/kith'
import { useKith } from '../kith-context'
import { contentOf, isKept, type Said } from '../message/said'
import { type Shown, shownOf, type Upload } from './shown'
import { type BlobUrls, useBlobUrls } from './use-blob-urls'

const NONE: readonly PendingAttachment[] = []

/**
 * What a message carries: drawn from the bytes that are here while it waits, and from the server's once it is kept. What
 * plays stays with those that are here as long as its row stands: with others it would begin anew.
 */
export function useShown(said: Said): readonly Shown[] {
  const kith = useKith()
  const brought = useRef(NONE)
  if (!isKept(said)) brought.current = said.attachments
  const here = isKept(said) && !plays(said) ? NONE : brought.current
  const files = useMemo(() => here.flatMap(({ file, preview }) => [file, preview]), [here])
  const urls = useBlobUrls(files)
  return useMemo(
    () =>
      isKept(said)
        ? shownOf(said).map((shown) => ({ ...shown, ...addressesOf(here[shown.position], urls, shown) }))
        : pendingShown(said, urls, kith),
    [said, here, urls, kith],
  )
}

function plays(said: Said): boolean {
  const { kind } = contentOf(said)
  return kind === 'voice' || kind === 'circle_video'
}

function pendingShown({ clientId, attachments }: PendingMessage, urls: BlobUrls, kith: KithClient): readonly Shown[] {
  return attachments.map((attachment, position) => {
    const { whole, preview } = addressesOf(attachment, urls, { whole: null, preview: null })
    return {
      position,
      facts: attachment,
      whole,
      preview: attachment.kind === 'image' ? whole : preview,
      upload: uploadOf(kith, clientId, attachment),
    }
  })
}

type Addresses = Pick<Shown, 'whole' | 'preview'>

function addressesOf(attachment: PendingAttachment | undefined, urls: BlobUrls, otherwise: Addresses): Addresses {
  return {
    whole: (attachment?.file && urls.get(attachment.file)) ?? otherwise.whole,
    preview: (attachment?.preview && urls.get(attachment.preview)) ?? otherwise.preview,
  }
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
