import { Forward } from 'lucide-react'
import type { UserId } from '@/contracts/ids'
import type { People } from '../people/use-names'

/** Above the words: who said them first. */
export function Forwarded({ from, people }: { from: UserId; people: People }) {
  return (
    <div className="flex items-center gap-1 text-xs italic opacity-85">
      <Forward aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 truncate">
        Forwarded from <bdi>{from === people.meId ? 'you' : people.nameOf(from)}</bdi>
      </span>
    </div>
  )
}
