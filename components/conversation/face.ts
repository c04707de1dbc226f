'use client'

import { useStore } from 'zustand'
import type { Conversation, Profile } from '@/contracts/dto'
import type { PictureId, UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { type People, useNames } from '../people/use-names'

/** What a conversation is shown as: a group by its own name and picture, a direct one by the other person's. */
export interface Face {
  readonly id: string
  readonly name: string
  readonly pictureId: PictureId | null
  readonly group: boolean
  /** The other person of a direct conversation. */
  readonly userId: UserId | null
  readonly profile: Profile | null
}

export function faceOf(conversation: Conversation, people: People): Face {
  const { id, kind, pair, name, pictureId } = conversation
  if (kind === 'group' || !pair) {
    return { id, name: name ?? '', pictureId, group: true, userId: null, profile: null }
  }
  const userId = pair[0] === people.meId ? pair[1] : pair[0]
  const profile = people.profileOf(userId) ?? null
  return {
    id: userId,
    name: people.nameOf(userId),
    pictureId: profile?.pictureId ?? null,
    group: false,
    userId,
    profile,
  }
}

export function useFace(conversation: Conversation): Face {
  return faceOf(conversation, useNames())
}

export function usePresence(userId: UserId | null) {
  return useStore(useKith().presence, (presences) => (userId ? presences.get(userId) : undefined))
}
