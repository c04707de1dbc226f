'use client'

import { MailQuestionMark } from 'lucide-react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { OverviewList } from '../overview/overview-list'
import { useNames } from '../people/use-names'
import { EmptyState } from '../ui/empty-state'
import { InvitationRow } from './invitation-row'

/** What waits for my yes: groups that I am invited to, and chats that others started. */
export function RequestsView({ selectedId }: { selectedId: ConversationId | null }) {
  const kith = useKith()
  const requests = useStore(kith.overview, (overview) => overview.requests)
  const invitations = useStore(kith.contacts, (contacts) => contacts.invitations)
  const people = useNames()
  if (requests.length + invitations.length === 0) {
    return (
      <EmptyState
        icon={<MailQuestionMark />}
        title="Nothing waits for you"
        description="Chats and groups that you are to accept first stand here. Who has to ask is up to you: Settings, Privacy."
      />
    )
  }
  return (
    <>
      <p className="px-5 pb-2 text-sm text-pretty text-ink-muted">
        Nobody is told that you have seen these until you accept.
      </p>
      {invitations.length > 0 && (
        <ul aria-label="Groups that you are invited to" className="max-h-1/2 shrink-0 overflow-y-auto">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.conversationId} invitation={invitation} people={people} />
          ))}
        </ul>
      )}
      {requests.length > 0 && <OverviewList lines={requests} people={people} selectedId={selectedId} />}
    </>
  )
}
