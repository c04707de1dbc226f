'use client'

import { Command } from 'cmdk'
import { Search, SearchX } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { LIMITS } from '@/server/domain/limits'
import { cn } from '../ui/cn'
import { EmptyState } from '../ui/empty-state'
import { FieldError } from '../ui/field'
import { inputStyles } from '../ui/input'
import { Spinner } from '../ui/spinner'
import { Chosen } from './chosen'
import type { Destination } from './destination'
import { DestinationRow } from './destination-row'
import { useDestinations } from './use-destinations'

interface DestinationPickerProps {
  readonly chosen: readonly Destination[]
  /** Keys of those it is in already: not offered. */
  readonly taken: ReadonlySet<string>
  readonly onChange: (chosen: readonly Destination[]) => void
}

/**
 * People and groups, recent ones first. Typing searches, arrows move, Enter picks; where nothing is typed, Space picks
 * too, and Backspace takes the last one out again.
 */
export function DestinationPicker({ chosen, taken, onChange }: DestinationPickerProps) {
  const [words, setWords] = useState('')
  const { recent, people: found, status, error } = useDestinations(words, taken)
  const offered = new Set([...recent, ...found].map(({ key }) => key))
  // Who was searched for stays in sight once chosen: the highlight is on them.
  const people = words.trim() === '' ? [...found, ...chosen.filter(({ key }) => !offered.has(key))] : found
  const picked = new Set(chosen.map(({ key }) => key))
  const full = picked.size + taken.size >= LIMITS.placesMax

  function toggle(destination: Destination): void {
    if (picked.has(destination.key)) onChange(chosen.filter(({ key }) => key !== destination.key))
    else if (!full) onChange([...chosen, destination])
    else return
    setWords('')
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (words !== '' || !(event.target instanceof HTMLInputElement)) return
    if (event.key === 'Backspace') onChange(chosen.slice(0, -1))
    if (event.key !== ' ') return
    event.preventDefault()
    // cmdk tells of what is highlighted in the document alone, unless it is told in turn; then it lags behind.
    const active = event.currentTarget.querySelector<HTMLElement>('[cmdk-item][aria-selected="true"]')?.dataset.value
    const destination = [...recent, ...people].find(({ key }) => key === active)
    if (destination) toggle(destination)
  }

  const row = (destination: Destination) => (
    <DestinationRow
      key={destination.key}
      destination={destination}
      chosen={picked.has(destination.key)}
      full={full}
      onToggle={toggle}
    />
  )
  return (
    <Command
      label="People and groups"
      shouldFilter={false}
      loop
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="relative mx-5 mb-2 shrink-0">
        <Search aria-hidden className="absolute inset-y-0 start-3 my-auto size-4.5 text-ink-faint" />
        <Command.Input
          value={words}
          onValueChange={setWords}
          dir="auto"
          data-initial-focus=""
          placeholder="People and groups"
          className={cn(inputStyles, 'h-11 ps-10 pe-10')}
        />
        {status === 'loading' && words !== '' && (
          <Spinner className="absolute inset-y-0 end-3 my-auto text-ink-faint" />
        )}
      </div>
      <Chosen chosen={chosen} onRemove={toggle} />
      <Command.List
        label="People and groups"
        aria-multiselectable
        className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-3 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
      >
        {recent.length > 0 && <Command.Group heading="Recent">{recent.map(row)}</Command.Group>}
        {people.length > 0 && <Command.Group heading="People">{people.map(row)}</Command.Group>}
      </Command.List>
      {error && (
        <div className="px-5 pb-4 text-sm">
          <FieldError>{error}</FieldError>
        </div>
      )}
      {recent.length + people.length === 0 && status === 'ready' && !error && <Nothing words={words.trim()} />}
    </Command>
  )
}

function Nothing({ words }: { words: string }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={
        words ? (
          <>
            Nobody and no group is called “<bdi>{words}</bdi>”
          </>
        ) : (
          'Nobody to send to yet'
        )
      }
      description={words ? 'Check the spelling, or ask them for their user name.' : 'Type a name or a user name.'}
      className="pt-4"
    />
  )
}
