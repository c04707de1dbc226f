'use client'

import { ChevronRight, Images } from 'lucide-react'
import type { ConversationId } from '@/contracts/ids'
import { PinnedLink } from '../pinned/pinned-link'
import { showGallery } from '../shell/location'
import { Button } from '../ui/button'

/** From what a chat is to what it holds. */
export const GalleryLink = ({ id }: { id: ConversationId }) => (
  <div className="flex flex-col border-t border-line p-3">
    <PinnedLink id={id} />
    <Button variant="ghost" align="start" className="[&>span]:w-full" onClick={() => showGallery(id)}>
      <Images aria-hidden /> Media, files and links
      <ChevronRight aria-hidden className="ms-auto text-ink-faint" />
    </Button>
  </div>
)
