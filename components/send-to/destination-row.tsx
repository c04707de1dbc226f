import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { Avatar } from '../avatar'
import { cn } from '../ui/cn'
import type { Destination } from './destination'

interface DestinationRowProps {
  readonly destination: Destination
  readonly chosen: boolean
  /** No more may be chosen. */
  readonly full: boolean
  readonly onToggle: (destination: Destination) => void
}

export function DestinationRow({ destination, chosen, full, onToggle }: DestinationRowProps) {
  const { key, face, detail } = destination
  return (
    <Command.Item
      value={key}
      onSelect={() => onToggle(destination)}
      aria-disabled={full && !chosen}
      className={cn(
        'flex min-h-14 cursor-pointer items-center gap-3 rounded-xl px-2.5 py-1.5 outline-none select-none data-[selected=true]:bg-hover',
        full && !chosen && 'opacity-55',
      )}
    >
      <Avatar {...face} size="md" />
      <span className="flex min-w-0 flex-1 flex-col text-start">
        <span dir="auto" className="truncate text-left font-medium">
          {face.name}
        </span>
        <span className="truncate text-sm text-ink-muted">
          <bdi>{detail}</bdi>
        </span>
      </span>
      <span
        className={cn(
          'grid size-5 shrink-0 place-items-center rounded-full border',
          chosen ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
        )}
      >
        {chosen && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
        <span className="sr-only">{chosen ? 'chosen' : 'not chosen'}</span>
      </span>
    </Command.Item>
  )
}
