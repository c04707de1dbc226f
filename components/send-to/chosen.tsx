import { X } from 'lucide-react'
import { Avatar } from '../avatar'
import type { Destination } from './destination'

interface ChosenProps {
  readonly chosen: readonly Destination[]
  readonly onRemove: (destination: Destination) => void
}

/** Where it will go, as chips that take it out again. */
export function Chosen({ chosen, onRemove }: ChosenProps) {
  if (chosen.length === 0) return null
  return (
    <ul aria-label="Chosen" className="mx-5 mb-2 flex max-h-26 shrink-0 flex-wrap gap-1.5 overflow-y-auto py-0.5">
      {chosen.map((destination) => (
        <li key={destination.key} className="max-w-full">
          <button
            type="button"
            onClick={() => onRemove(destination)}
            onKeyDown={(event) => {
              // The list around would take Enter for its own.
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.stopPropagation()
            }}
            className="flex h-8 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pe-2.5 text-sm font-medium text-accent-ink -outline-offset-2"
          >
            <Avatar {...destination.face} size="sm" />
            <bdi className="max-w-40 truncate">{destination.face.name}</bdi>
            <X aria-hidden className="size-3.5 shrink-0" />
            <span className="sr-only">: take out</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
