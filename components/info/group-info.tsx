'use client'

import { useMutation } from '@tanstack/react-query'
import { LogOut, UserRoundPlus } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ConversationHandle } from '@/client/kith'
import type { Conversation, Member } from '@/contracts/dto'
import { mayManage } from '@/server/domain/roles'
import { useTRPC } from '../api'
import { Disappearing } from '../disappearing/disappearing'
import { Ending } from '../ending/ending'
import { GalleryLink } from '../gallery/gallery-link'
import { useNames } from '../people/use-names'
import { useWatchedPresence } from '../people/use-watched-presence'
import { orRefusal } from '../refusal'
import { PendingList } from '../requests/pending-list'
import { RetentionNote } from '../retention/retention-note'
import { ConfirmDialog } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { AddMembersDialog } from './add-members-dialog'
import { DeleteChatButton } from './delete-chat-button'
import { GroupIdentity } from './group-identity'
import { MemberList } from './member-list'
import { PastSwitch } from './past-switch'
import { PrivateActions } from './private-actions'
import { ReceiptsSwitch } from './receipts-switch'

interface GroupInfoProps {
  readonly handle: ConversationHandle
  readonly conversation: Conversation
  readonly member: Member | null
  readonly members: readonly Member[] | null
}

/** About a group: what it is called, who is in it, and what my role lets me change. */
export function GroupInfo({ handle, conversation, member, members }: GroupInfoProps) {
  const people = useNames()
  const [asking, setAsking] = useState<'add' | 'leave' | null>(null)
  const leave = useMutation(useTRPC().conversations.leave.mutationOptions())
  const active = useMemo(() => members?.filter((one) => one.active) ?? null, [members])
  useWatchedPresence(active?.map((one) => one.userId).filter((userId) => userId !== people.meId) ?? [])
  useEffect(() => {
    if (members === null) void handle.loadMembers()
  }, [handle, members])
  const inside = member?.active === true && !conversation.closed
  const manages = inside && mayManage(member.role)

  return (
    <>
      <GroupIdentity
        key={conversation.name}
        conversation={conversation}
        manages={manages}
        size={active?.length ?? null}
      />
      <section aria-label="Members" className="border-t border-line px-3 py-3">
        {manages && (
          <Button variant="ghost" align="start" className="mb-1 w-full" onClick={() => setAsking('add')}>
            <UserRoundPlus aria-hidden /> Add people
          </Button>
        )}
        <MemberList conversation={conversation} me={inside ? member : null} members={active} people={people} />
        {manages && <PendingList id={conversation.id} people={people} />}
      </section>
      {manages && <PastSwitch conversation={conversation} />}
      <ReceiptsSwitch conversation={conversation} may={manages} />
      <Disappearing conversation={conversation} may={manages} />
      <Ending conversation={conversation} may={manages} />
      <RetentionNote />
      <GalleryLink id={conversation.id} />
      <PrivateActions id={conversation.id} />
      {inside && (
        <div className="border-t border-line px-3 pt-3">
          <Button variant="danger-ghost" align="start" className="w-full" onClick={() => setAsking('leave')}>
            <LogOut aria-hidden /> Leave the group
          </Button>
        </div>
      )}
      <DeleteChatButton conversation={conversation} below={inside} />
      {asking === 'add' && (
        <AddMembersDialog conversation={conversation} members={active ?? []} onClose={() => setAsking(null)} />
      )}
      <ConfirmDialog
        open={asking === 'leave'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Leave “${conversation.name ?? ''}”?`}
        description={
          member?.role === 'owner' && active && active.length > 1
            ? 'The group goes to the next in line. To choose who gets it, hand it over first.'
            : 'You can go on reading what was said until now.'
        }
        confirmLabel="Leave"
        destructive
        onConfirm={async () => {
          await orRefusal(leave.mutateAsync({ conversationId: conversation.id }))
        }}
      />
    </>
  )
}
