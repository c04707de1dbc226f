'use client'

import { memo, useState } from 'react'
import type { Place } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { usePlaceNames } from '../conversation/use-place-names'
import { PlaceLink } from './place-link'

const SHOWN = 2

interface AlsoInProps {
  readonly here: ConversationId
  readonly places: readonly Place[]
}

/** Under a message: where else I may see it. A name goes there. */
export const AlsoIn = memo(function AlsoIn({ here, places }: AlsoInProps) {
  const [all, setAll] = useState(false)
  const faceOfPlace = usePlaceNames()
  const others = places.filter(({ conversationId }) => conversationId !== here)
  const shown = all || others.length === SHOWN + 1 ? others : others.slice(0, SHOWN)
  const hidden = others.length - shown.length
  if (others.length === 0) return null
  return (
    <div className="flex max-w-[min(34rem,100%)] min-w-0 flex-wrap items-baseline gap-x-1 px-2 pt-0.5 pb-1 text-xs text-ink-muted">
      <span>also in </span>
      {shown.map((place, index) => (
        <span key={place.conversationId} className="inline-flex max-w-48 min-w-0">
          <PlaceLink place={place} name={faceOfPlace(place.conversationId)?.name ?? 'another chat'} rowPart />
          {index < shown.length - 1 && ','}
        </span>
      ))}
      {hidden > 0 && (
        <button
          type="button"
          tabIndex={-1}
          data-row-part=""
          onClick={() => setAll(true)}
          className="rounded-sm font-medium outline-offset-1 hover:underline"
        >
          and {hidden} more
        </button>
      )}
    </div>
  )
})
