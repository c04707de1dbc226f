'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { filterLines, fold } from '../overview/filter'
import { type People, useNames } from '../people/use-names'
import { type Person, usePeopleSearch } from '../people/use-people-search'
import { type Destination, destinationOf, personDestination } from './destination'

interface Destinations {
  /** Conversations, the newest first. */
  readonly recent: readonly Destination[]
  /** Contacts and others on the server that there is no conversation with. */
  readonly people: readonly Destination[]
  readonly status: 'loading' | 'ready'
  readonly error: string | null
}

/** Where a message may go, as far as the words match. `taken`: keys of those it is in already. */
export function useDestinations(words: string, taken: ReadonlySet<string>): Destinations {
  const kith = useKith()
  const { lines, status: listed } = useStore(kith.overview)
  const profiles = useStore(kith.people)
  const names = useNames()
  const { contacts, others, status, error } = usePeopleSearch(words)
  return useMemo(() => {
    const everywhere = lines.flatMap((line) => destinationOf(line, names) ?? [])
    const talked = new Set(everywhere.map(({ key }) => key))
    const found = words.trim()
      ? filterLines(lines, 'all', words.replace(/^\s*@/, ''), names).flatMap((line) => destinationOf(line, names) ?? [])
      : everywhere
    const people = unique([...contacts, ...others, ...known([...profiles.values()], words, names)]).map(
      personDestination,
    )
    return {
      recent: found.filter(({ key }) => !taken.has(key)),
      people: people.filter(({ key }) => !talked.has(key) && !taken.has(key)),
      status: listed === 'ready' ? status : 'loading',
      error,
    }
  }, [lines, listed, names, profiles, words, contacts, others, taken, status, error])
}

/** Those one knows from groups, by name. */
function known(profiles: readonly Profile[], words: string, names: People): readonly Person[] {
  const parts = fold(words.replace(/^\s*@/, '')).split(/\s+/)
  return profiles
    .filter(({ id, fullName, userName }) => {
      const name = fold(`${names.nameOf(id)} ${fullName} ${userName}`)
      return id !== names.meId && parts.every((part) => name.includes(part))
    })
    .map((profile) => ({ profile, name: names.nameOf(profile.id), isContact: false }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

function unique(people: readonly Person[]): readonly Person[] {
  const first = new Map<UserId, Person>()
  for (const person of people) if (!first.has(person.profile.id)) first.set(person.profile.id, person)
  return [...first.values()]
}
