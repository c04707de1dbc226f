'use client'

import { FileText, ImageIcon, Link2, Mic } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { ContentKind } from '@/contracts/search'
import { useNames } from '../people/use-names'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Segmented } from '../ui/segmented'
import { Skeleton } from '../ui/skeleton'
import { GalleryRow } from './gallery-row'
import { MediaGrid } from './media-grid'
import { useGallery } from './use-gallery'

const TABS = [
  { value: 'media', label: 'Media' },
  { value: 'file', label: 'Files' },
  { value: 'voice', label: 'Voice' },
  { value: 'link', label: 'Links' },
] as const

const NOTHING: Record<ContentKind, { icon: ReactNode; title: string; description: string }> = {
  media: { icon: <ImageIcon />, title: 'No photos or videos yet', description: 'Those sent in this chat stand here.' },
  file: { icon: <FileText />, title: 'No files yet', description: 'Documents and music sent in this chat stand here.' },
  voice: { icon: <Mic />, title: 'No voice messages yet', description: 'Those recorded in this chat stand here.' },
  link: { icon: <Link2 />, title: 'No links yet', description: 'Web addresses in messages of this chat stand here.' },
}

/** All that a chat holds besides words; each leads to its message. */
export function Gallery({ id }: { id: ConversationId }) {
  const [kind, setKind] = useState<ContentKind>('media')
  return (
    <div className="flex flex-col">
      <div className="sticky top-0 z-10 bg-surface p-3">
        <Segmented label="What to show" value={kind} onChange={setKind} options={TABS} />
      </div>
      <Found key={kind} id={id} kind={kind} />
    </div>
  )
}

function Found({ id, kind }: { id: ConversationId; kind: ContentKind }) {
  const { events, loading, error, retry, more } = useGallery(id, kind)
  if (error) {
    return (
      <EmptyState
        title="This couldn’t be loaded"
        description={error}
        action={
          <Button variant="secondary" onClick={retry}>
            Try again
          </Button>
        }
      />
    )
  }
  if (loading) return <Loading kind={kind} />
  if (events.length === 0) return <EmptyState {...NOTHING[kind]} />
  return (
    <>
      {kind === 'media' ? <MediaGrid events={events} /> : <Rows events={events} kind={kind} />}
      {more && (
        <div className="flex justify-center py-3">
          <Button variant="ghost" onClick={more}>
            Show older ones
          </Button>
        </div>
      )}
    </>
  )
}

function Rows({ events, kind }: { events: readonly MessagePosted[]; kind: Exclude<ContentKind, 'media'> }) {
  const people = useNames()
  return (
    <ul className="px-2 pb-2">
      {events.map((event) => (
        <GalleryRow key={event.seq} event={event} kind={kind} people={people} />
      ))}
    </ul>
  )
}

function Loading({ kind }: { kind: ContentKind }) {
  return (
    <div className={kind === 'media' ? 'grid grid-cols-3 gap-0.5' : 'flex flex-col gap-4 p-4'}>
      <span role="status" className="sr-only">
        Loading…
      </span>
      {['one', 'two', 'three', 'four', 'five', 'six'].map((name) => (
        <Skeleton
          key={name}
          {...(kind === 'media' ? { className: 'aspect-square', corners: '' } : { className: 'h-11' })}
        />
      ))}
    </div>
  )
}
