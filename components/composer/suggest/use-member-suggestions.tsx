'use client'

import { useEffect, useMemo } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { Avatar } from '../../avatar'
import { useNames } from '../../people/use-names'
import { SUGGESTIONS_MAX, type Suggestion } from './suggestion'

/** A group's members by name and userName. `query`: what stands behind the @; null: none does. */
export function useMemberSuggestions(
  query: string | null,
  handle: ConversationHandle,
  { conversation, members }: ConversationState,
): readonly Suggestion[] {
  const people = useNames()
  const wanted = query !== null && conversation?.kind === 'group'
  const missing = wanted && members === null

  useEffect(() => {
    // What couldn't be loaded is asked for again with the next @.
    if (missing) handle.loadMembers().catch(() => {})
  }, [missing, handle])

  return useMemo(() => {
    if (!wanted || !members) return []
    return members
      .filter(({ userId, active }) => active && userId !== people.meId)
      .flatMap(({ userId }) => people.profileOf(userId) ?? [])
      .map((profile) => ({ profile, name: people.nameOf(profile.id) }))
      .filter(({ profile, name }) => isMeant(query, [name, profile.fullName, profile.userName]))
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, SUGGESTIONS_MAX)
      .map(({ profile, name }) => ({
        key: profile.id,
        text: `@${profile.userName} `,
        picture: <Avatar id={profile.id} name={name} pictureId={profile.pictureId} size="sm" />,
        label: name,
        detail: `@${profile.userName}`,
      }))
  }, [wanted, query, members, people])
}

/** Begins one of the words of one of the names. */
function isMeant(query: string, names: readonly string[]): boolean {
  const wanted = query.toLocaleLowerCase()
  return names.some((name) => {
    const words = name.toLocaleLowerCase()
    return words.startsWith(wanted) || words.split(/[\s._-]+/).some((word) => word.startsWith(wanted))
  })
}
