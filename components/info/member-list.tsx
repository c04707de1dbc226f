'use client'

import { useState } from 'react'
import type { Conversation, Member } from '@/contracts/dto'
import type { People } from '../people/use-names'
import { Skeleton } from '../ui/skeleton'
import { type MemberChange, MemberChangeDialog } from './member-change-dialog'
import { MemberLine } from './member-line'

const ORDER = { owner: 0, admin: 1, member: 2 } as const

interface MemberListProps {
  readonly conversation: Conversation
  /** Me, while I am in the group. */
  readonly me: Member | null
  /** Null: not loaded yet. */
  readonly members: readonly Member[] | null
  readonly people: People
}

/** Owner and admins first, then by name. */
export function MemberList({ conversation, me, members, people }: MemberListProps) {
  const [change, setChange] = useState<MemberChange | null>(null)
  if (members === null) return <MembersSkeleton />
  const sorted = [...members].sort(
    (a, b) => ORDER[a.role] - ORDER[b.role] || people.nameOf(a.userId).localeCompare(people.nameOf(b.userId)),
  )
  return (
    <>
      <ul>
        {sorted.map((member) => (
          <MemberLine key={member.userId} member={member} me={me} people={people} onChange={setChange} />
        ))}
      </ul>
      {change && (
        <MemberChangeDialog
          conversation={conversation}
          change={change}
          name={people.nameOf(change.member.userId)}
          onClose={() => setChange(null)}
        />
      )}
    </>
  )
}

function MembersSkeleton() {
  return (
    <div>
      {['w-28', 'w-36', 'w-24'].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 px-2.5">
          <Skeleton className="size-10" corners="rounded-full" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </div>
  )
}
