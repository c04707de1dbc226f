'use client'

import { messageAddress } from '@/contracts/addresses'
import type { Place } from '@/contracts/dto'
import { showMessage } from '../shell/location'

interface PlaceLinkProps {
  readonly place: Place
  readonly name: string
  /** Reached by the arrow keys of the row it stands in, not by Tab. */
  readonly rowPart?: boolean
}

/** Goes to a message in another conversation. */
export function PlaceLink({ place, name, rowPart = false }: PlaceLinkProps) {
  const { conversationId, seq } = place
  return (
    <a
      href={messageAddress(conversationId, seq)}
      tabIndex={rowPart ? -1 : undefined}
      data-row-part={rowPart ? '' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        showMessage(conversationId, seq)
      }}
      className="max-w-full min-w-0 truncate rounded-sm text-link outline-offset-1 hover:underline"
    >
      <bdi>{name}</bdi>
    </a>
  )
}
