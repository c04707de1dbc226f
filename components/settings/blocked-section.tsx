'use client'

import { useStore } from 'zustand'
import { useUnblock } from '@/components/blocking/use-unblock'
import { useKith } from '@/components/kith-context'
import { PersonRow } from '@/components/people/person-row'
import { useNames } from '@/components/people/use-names'
import { Button } from '@/components/ui/button'
import type { Profile } from '@/contracts/dto'
import { Section } from './section'

/** Those I block, the same on all my devices. */
export function BlockedSection() {
  const blocked = useStore(useKith().contacts, (state) => state.blocked)
  return (
    <Section
      title="Blocked people"
      description={
        blocked.length === 0
          ? 'Nobody. You block people from their chat’s details, or from the menu of what they wrote.'
          : 'What they write to you doesn’t reach you. They aren’t told.'
      }
    >
      {blocked.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {blocked.map((profile) => (
            <BlockedRow key={profile.id} profile={profile} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function BlockedRow({ profile }: { profile: Profile }) {
  const name = useNames().nameOf(profile.id)
  const { busy, unblock } = useUnblock(profile.id)
  return (
    <li className="flex min-h-14 items-center gap-3 py-1.5">
      <PersonRow profile={profile} name={name}>
        <Button variant="secondary" size="sm" loading={busy} aria-label={`Unblock ${name}`} onClick={unblock}>
          Unblock
        </Button>
      </PersonRow>
    </li>
  )
}
