'use client'

import { useState } from 'react'
import { linkPictureAddress } from '@/contracts/addresses'
import type { LinkPreview, Place } from '@/contracts/dto'
import { blurred } from '../attachments/thumbhash'
import { cn } from '../ui/cn'

// Wider than this it stands above the words, else beside them.
const WIDE = 1.4

interface LinkCardProps {
  readonly preview: LinkPreview
  readonly place: Place
}

/** What is behind a message’s link: below its words, so that nothing above moves when it comes. */
export function LinkCard({ preview, place }: LinkCardProps) {
  const { url, title, site, description, picture } = preview
  const wide = picture !== null && picture.width / picture.height >= WIDE
  return (
    // The time before it hangs down a little.
    <div className="clear-both pt-2">
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className={cn(
          'mb-1 flex w-80 max-w-full overflow-hidden rounded-lg border-s-2 border-current/40 bg-current/5 no-underline hover:bg-current/10',
          wide && 'flex-col',
        )}
      >
        {picture && <LinkPicture key={url} picture={picture} place={place} wide={wide} />}
        <span className="block min-w-0 flex-1 px-2.5 py-2">
          <span className="block truncate text-xs text-(--meta)">
            <bdi>{site}</bdi>
          </span>
          <span dir="auto" className="line-clamp-2 text-sm font-semibold break-words">
            {title}
          </span>
          {description && (
            <span
              dir="auto"
              className={cn('mt-0.5 text-sm break-words', wide || !picture ? 'line-clamp-3' : 'line-clamp-2')}
            >
              {description}
            </span>
          )}
        </span>
      </a>
    </div>
  )
}

interface LinkPictureProps {
  readonly picture: NonNullable<LinkPreview['picture']>
  readonly place: Place
  readonly wide: boolean
}

function LinkPicture({ picture: { width, height, thumbhash }, place, wide }: LinkPictureProps) {
  const [failed, setFailed] = useState(false)
  if (failed) return null
  return (
    // biome-ignore lint/performance/noImgElement: made to size by the server, and behind the session that Next's optimizer lacks
    <img
      src={linkPictureAddress(place)}
      alt=""
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
      style={{ backgroundImage: `url(${blurred(thumbhash) ?? ''})` }}
      className={cn(
        'bg-cover bg-center object-cover',
        wide ? 'aspect-[1.91] h-auto w-full' : 'm-2 me-0 size-16 shrink-0 rounded-md',
      )}
    />
  )
}
