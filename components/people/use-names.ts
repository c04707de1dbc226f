'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Profile } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import type { Names } from '../message/describe-event'

export interface People extends Names {
  profileOf(userId: UserId): Profile | undefined
}

/** My own name for a contact, else their full name. Asks for the profiles that aren't here yet. */
export function useNames(): People {
  const kith = useKith()
  const people = useStore(kith.people)
  const contacts = useStore(kith.contacts, (state) => state.contacts)
  const me = useStore(kith.me, (state) => state.profile)
  return useMemo(() => {
    const own = new Map(contacts.map((contact) => [contact.profile.id, contact]))
    const asked = new Set<UserId>()
    const profileOf = (userId: UserId) => {
      const profile = userId === me.id ? me : (people.get(userId) ?? own.get(userId)?.profile)
      if (!profile && !asked.has(userId)) {
        asked.add(userId)
        queueMicrotask(() => kith.needPeople([userId]))
      }
      return profile
    }
    return {
      meId: me.id,
      profileOf,
      nameOf: (userId) => own.get(userId)?.name ?? profileOf(userId)?.fullName ?? '…',
    }
  }, [kith, people, contacts, me])
}
