'use client'

import 'yet-another-react-lightbox/styles.css'
import 'yet-another-react-lightbox/plugins/captions.css'
import { useEffect, useMemo, useState } from 'react'
import Lightbox, { type LightboxExternalProps, type Slide } from 'yet-another-react-lightbox'
import Captions from 'yet-another-react-lightbox/plugins/captions'
import Download from 'yet-another-react-lightbox/plugins/download'
import Video from 'yet-another-react-lightbox/plugins/video'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import type { HistoryEvent } from '@/contracts/dto'
import { useReducedMotion } from '../circle/use-reduced-motion'
import { finePointer } from '../composer/composer-keys'
import type { People } from '../people/use-names'
import { formatClock, formatDay } from '../time/format-time'
import { players } from '../voice/players'
import { type LookedAt, lookAt } from './looked-at'
import { type Seen, slidesOf } from './slides'

interface ViewerScreenProps {
  readonly looked: LookedAt
  readonly events: readonly HistoryEvent[]
  readonly people: People
}

const PLUGINS = [Captions, Download, Video, Zoom]
const LABELS = {
  Lightbox: 'Photos and videos',
  'Photo gallery': 'Photos and videos of this chat',
} satisfies LightboxExternalProps['labels']

export function ViewerScreen({ looked, events, people }: ViewerScreenProps) {
  const seen = useMemo(() => slidesOf(events, people), [events, people])
  const slides = useMemo(() => seen.map(titled), [seen])
  const still = useReducedMotion()
  const [open, setOpen] = useState(true)
  const index = seen.findIndex(({ seq, position }) => seq === looked.seq && position === looked.position)
  const gone = index === -1

  // Deleted meanwhile, or not in sight any more.
  useEffect(() => {
    if (gone) lookAt(null)
  }, [gone])
  useEffect(() => () => lookAt(null), [])

  if (gone) return null
  return (
    <Lightbox
      open={open}
      close={() => setOpen(false)}
      index={index}
      slides={slides}
      plugins={PLUGINS}
      labels={LABELS}
      carousel={{ finite: true, preload: 1, padding: 0 }}
      controller={{ closeOnPullDown: true, closeOnBackdropClick: true }}
      animation={still ? { fade: 0, swipe: 0, zoom: 0 } : {}}
      styles={{ captionsTitle: { fontSize: 15, fontWeight: 600 } }}
      captions={{ descriptionTextAlign: 'center' }}
      // Fingers pinch, and the buttons would take the name's room.
      {...(!finePointer() && { render: { buttonZoom: () => null } })}
      zoom={{ maxZoomPixelRatio: 4, scrollToZoom: true, doubleClickMaxStops: 1, pinchZoomV4: true }}
      video={{ controls: true, playsInline: true, preload: 'metadata' }}
      on={{
        entering: () => players.pause(),
        exited: () => lookAt(null),
        view: ({ index: now }) => {
          const one = seen[now]
          if (one) lookAt({ conversationId: looked.conversationId, seq: one.seq, position: one.position })
        },
      }}
    />
  )
}

/** Whose it is; below that when it was sent, and which of them all it is. */
function titled({ who, at, slide }: Seen, index: number, { length }: readonly Seen[]): Slide {
  const title = (
    <>
      <bdi className="block truncate">{who}</bdi>
      <span className="block truncate text-xs font-normal opacity-80">
        {formatDay(at)}, {formatClock(at)} · {index + 1} / {length}
      </span>
    </>
  )
  return { ...slide, title }
}
