'use client'

import { Command } from 'cmdk'
import { Check, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { FieldError } from '@/components/ui/field'
import { inputStyles } from '@/components/ui/input'
import { Spinner } from '@/components/ui/spinner'
import type { UserId } from '@/contracts/ids'
import { NobodyFound } from './nobody-found'
import { PersonRow } from './person-row'
import { type Person, usePeopleSearch } from './use-people-search'
import { useWatchedPresence } from './use-watched-presence'

interface PeoplePickerProps {
  readonly label: string
  readonly onPick: (person: Person) => void
  /** Picking several: those picked so far are ticked. */
  readonly picked?: ReadonlySet<UserId>
  /** Not offered: those who are in the group already. */
  readonly left?: ReadonlySet<UserId>
  /** `PickerAction`s above the people, while nothing is searched for. */
  readonly actions?: ReactNode
  /** Between the search and the list. */
  readonly children?: ReactNode
}

/** Finds people by name or user name, contacts first. Arrow keys move, Enter picks. */
export function PeoplePicker({ label, onPick, picked, left, actions, children }: PeoplePickerProps) {
  const [words, setWords] = useState('')
  const found = usePeopleSearch(words)
  const contacts = found.contacts.filter((person) => !left?.has(person.profile.id))
  const others = found.others.filter((person) => !left?.has(person.profile.id))
  const nobody = contacts.length + others.length === 0 && found.status === 'ready' && !found.error
  useWatchedPresence(contacts.map((person) => person.profile.id))

  const pick = (person: Person) => {
    if (picked) setWords('')
    onPick(person)
  }
  const row = (person: Person) => (
    <PickerRow key={person.profile.id} person={person} picked={picked?.has(person.profile.id)} onPick={pick} />
  )

  return (
    <Command label={label} shouldFilter={false} loop className="flex min-h-0 flex-1 flex-col">
      <div className="relative mx-5 mb-2">
        <Search aria-hidden className="absolute inset-y-0 start-3 my-auto size-4.5 text-ink-faint" />
        <Command.Input
          value={words}
          onValueChange={setWords}
          dir="auto"
          data-initial-focus=""
          placeholder="Name or user name"
          className={cn(inputStyles, 'h-11 ps-10 pe-10')}
        />
        {found.status === 'loading' && words !== '' && (
          <Spinner className="absolute inset-y-0 end-3 my-auto text-ink-faint" />
        )}
      </div>
      {children}
      <Command.List
        label={label}
        className={cn(
          'min-h-0 overflow-y-auto px-2.5 pb-3',
          // What is said of nobody follows at once: a keyboard covers the sheet's end.
          !nobody && 'flex-1',
          '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted',
        )}
      >
        {words === '' && actions}
        {contacts.length > 0 && <Command.Group heading="Contacts">{contacts.map(row)}</Command.Group>}
        {others.length > 0 && <Command.Group heading="Others on this server">{others.map(row)}</Command.Group>}
      </Command.List>
      {found.error && (
        <div className="px-5 pb-4 text-sm">
          <FieldError>{found.error}</FieldError>
        </div>
      )}
      {nobody && <NobodyFound words={words} />}
    </Command>
  )
}

const itemStyles =
  'flex min-h-14 cursor-pointer items-center gap-3 rounded-xl px-2.5 py-1.5 outline-none select-none data-[selected=true]:bg-hover'

interface PickerRowProps {
  readonly person: Person
  readonly picked: boolean | undefined
  readonly onPick: (person: Person) => void
}

function PickerRow({ person, picked, onPick }: PickerRowProps) {
  return (
    <Command.Item value={person.profile.id} onSelect={() => onPick(person)} className={itemStyles}>
      <PersonRow profile={person.profile} name={person.name} presence={person.isContact}>
        {picked !== undefined && (
          <span
            className={cn(
              'grid size-5 shrink-0 place-items-center rounded-full border',
              picked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
            )}
          >
            {picked && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
            <span className="sr-only">{picked ? 'chosen' : 'not chosen'}</span>
          </span>
        )}
      </PersonRow>
    </Command.Item>
  )
}

interface PickerActionProps {
  readonly icon: ReactNode
  readonly children: ReactNode
  readonly onSelect: () => void
}

export function PickerAction({ icon, children, onSelect }: PickerActionProps) {
  return (
    <Command.Item value={`action:${String(children)}`} onSelect={onSelect} className={itemStyles}>
      <span
        aria-hidden
        className="grid size-10 place-items-center rounded-full bg-accent-soft text-accent-ink [&_svg]:size-5"
      >
        {icon}
      </span>
      <span className="font-medium">{children}</span>
    </Command.Item>
  )
}
