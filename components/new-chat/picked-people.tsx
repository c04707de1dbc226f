import { X } from 'lucide-react'
import { Avatar } from '@/components/avatar'
import type { Person } from '@/components/people/use-people-search'

interface PickedPeopleProps {
  readonly people: readonly Person[]
  readonly onRemove: (person: Person) => void
}

/** Who was picked so far, as chips that take them out again. */
export function PickedPeople({ people, onRemove }: PickedPeopleProps) {
  if (people.length === 0) return null
  return (
    <ul aria-label="Chosen" className="mx-5 mb-2 flex max-h-26 flex-wrap gap-1.5 overflow-y-auto">
      {people.map((person) => (
        <li key={person.profile.id} className="max-w-full">
          <button
            type="button"
            onClick={() => onRemove(person)}
            className="group flex h-8 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pe-2 text-sm font-medium text-accent-ink -outline-offset-2"
          >
            <Avatar id={person.profile.id} name={person.name} pictureId={person.profile.pictureId} size="sm" />
            <bdi className="max-w-40 truncate">{person.name}</bdi>
            <X aria-hidden className="size-3.5 shrink-0" />
            <span className="sr-only">: take out</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
