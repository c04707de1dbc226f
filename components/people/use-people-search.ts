'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useTRPC } from '@/components/api'
import { useKith } from '@/components/kith-context'
import { refusalOf } from '@/components/refusal'
import { useDebounced } from '@/components/ui/use-debounced'
import type { Profile } from '@/contracts/dto'
import { searchInput } from '@/contracts/inputs'
import { foldForSearch } from '@/server/domain/search-key'

export interface Person {
  readonly profile: Profile
  /** My own name for them, else their full name. */
  readonly name: string
  readonly isContact: boolean
}

interface FoundPeople {
  readonly contacts: readonly Person[]
  /** Found on the server, and no contact of mine. */
  readonly others: readonly Person[]
  readonly status: 'loading' | 'ready'
  readonly error: string | null
}

const DEBOUNCE_MS = 180

/** Contacts match at once, from what is here; everybody else follows from the server. */
export function usePeopleSearch(words: string): FoundPeople {
  const kith = useKith()
  const myId = useStore(kith.me, (me) => me.profile.id)
  const { contacts, status } = useStore(kith.contacts)
  const query = useDebounced(words.trim().replace(/^@/, ''), DEBOUNCE_MS)
  const asks = query !== '' && searchInput.safeParse({ query }).success
  const search = useQuery(
    useTRPC().users.search.queryOptions({ query }, { enabled: asks, placeholderData: keepPreviousData }),
  )

  const key = foldForSearch(words.trim().replace(/^@/, ''))

  const own = useMemo(() => {
    const people = contacts.map(({ profile, name }) => ({ profile, name: name ?? profile.fullName, isContact: true }))
    return people
      .filter((person) => matches(person, key))
      .sort((one, other) => one.name.localeCompare(other.name, undefined, { sensitivity: 'base' }))
  }, [contacts, key])

  const others = useMemo(() => {
    const known = new Set([myId, ...contacts.map((contact) => contact.profile.id)])
    const found = asks ? (search.data ?? []) : []
    return (
      found
        .filter((profile) => !known.has(profile.id))
        .map((profile) => ({ profile, name: profile.fullName, isContact: false }))
        // What is found may still be for fewer letters: Enter would pick somebody else than who was named.
        .filter((person) => matches(person, key))
    )
  }, [search.data, asks, contacts, myId, key])

  const waits = asks && (search.isFetching || query !== words.trim().replace(/^@/, ''))
  return {
    contacts: own,
    others,
    status: waits || status === 'loading' ? 'loading' : 'ready',
    error: asks && search.error ? refusalOf(search.error).message : null,
  }
}

function matches({ profile, name }: Person, key: string): boolean {
  return [name, profile.fullName, profile.userName].some((text) => ` ${foldForSearch(text)}`.includes(` ${key}`))
}
