import type { Slide } from 'yet-another-react-lightbox'
import type { HistoryEvent } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'
import { plainPreview } from '@/server/domain/text/plain-text'
import { isPicture, type Shown, shownOf } from '../attachments/shown'
import type { People } from '../people/use-names'

export interface Seen {
  readonly seq: number
  readonly position: number
  /** Who sent it, and when. */
  readonly who: string
  readonly at: Instant
  readonly slide: Slide
}

/** Every photo and video of a run of history, oldest first. */
export function slidesOf(events: readonly HistoryEvent[], people: People): readonly Seen[] {
  return events.flatMap((event) => {
    if (event.kind !== 'message:posted' || event.message.deleted || event.message.kind !== 'text') return []
    const { message, seq } = event
    const who = message.senderId === people.meId ? 'You' : people.nameOf(message.senderId)
    const description = plainPreview(message.text)
    return shownOf(event)
      .filter(({ facts }) => isPicture(facts))
      .map((shown) => ({ seq, position: shown.position, who, at: event.at, slide: { ...slideOf(shown), description } }))
  })
}

function slideOf({ facts, whole, preview }: Shown): Slide {
  const src = whole ?? ''
  const size = facts.width && facts.height ? { width: facts.width, height: facts.height } : {}
  const download = { url: src, filename: facts.name || (facts.kind === 'video' ? 'video' : 'photo') }
  if (facts.kind === 'video') {
    return {
      type: 'video',
      sources: [{ src, type: facts.type }],
      ...(preview && { poster: preview }),
      ...size,
      download,
    }
  }
  return { src, alt: facts.name || 'Photo', ...size, download }
}
