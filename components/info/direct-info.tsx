'use client'

import { useMutation } from '@tanstack/react-query'
import { PencilLine, UserRoundMinus, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { Avatar } from '../avatar'
import { BlockButton } from '../blocking/block-button'
import { RenameContactDialog } from '../contacts/rename-contact-dialog'
import { useFace, usePresence } from '../conversation/face'
import { Disappearing } from '../disappearing/disappearing'
import { GalleryLink } from '../gallery/gallery-link'
import { useKith } from '../kith-context'
import { PresenceText } from '../people/presence-text'
import { orRefusal, refusalOf } from '../refusal'
import { ReportButton } from '../report/report-button'
import { useRequest } from '../requests/use-request'
import { RetentionNote } from '../retention/retention-note'
import { ConfirmDialog } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { FieldError } from '../ui/field'
import { DeleteChatButton } from './delete-chat-button'
import { Fact } from './fact'
import { PrivateActions } from './private-actions'

/** About the other person of a direct conversation. */
export function DirectInfo({ conversation }: { conversation: Conversation }) {
  const face = useFace(conversation)
  const presence = usePresence(face.userId)
  const { profile } = face
  const waits = useRequest(conversation.id)
  return (
    <>
      <div className="flex flex-col items-center gap-3 px-6 pt-8 pb-6 text-center">
        <Avatar {...face} size="2xl" online={presence?.online ?? false} />
        <div className="min-w-0 max-w-full">
          <p dir="auto" className="text-xl font-semibold [overflow-wrap:anywhere]">
            {face.name}
          </p>
          <p className="h-5 text-ink-muted">{face.userId && <PresenceText userId={face.userId} otherwise="" />}</p>
        </div>
      </div>
      {profile && (
        <dl className="flex flex-col gap-4 border-t border-line px-6 py-5">
          {profile.about && <Fact name="About">{profile.about}</Fact>}
          <Fact name="User name">@{profile.userName}</Fact>
          {face.name !== profile.fullName && <Fact name="Their own name">{profile.fullName}</Fact>}
        </dl>
      )}
      {face.userId && <ContactActions userId={face.userId} name={face.name} />}
      <Disappearing conversation={conversation} may={!waits} />
      <RetentionNote />
      <GalleryLink id={conversation.id} />
      <PrivateActions id={conversation.id} />
      {face.userId && (
        <div className="border-t border-line px-3 pt-3">
          <BlockButton userId={face.userId} name={face.name} />
          <ReportButton conversationId={conversation.id} userId={face.userId} />
        </div>
      )}
      <DeleteChatButton conversation={conversation} below={face.userId !== null} />
    </>
  )
}

function ContactActions({ userId, name }: { userId: string; name: string }) {
  const trpc = useTRPC()
  const add = useMutation(trpc.contacts.add.mutationOptions())
  const remove = useMutation(trpc.contacts.remove.mutationOptions())
  const contact = useStore(useKith().contacts, (state) => state.contacts.find((one) => one.profile.id === userId))
  const [asking, setAsking] = useState<'rename' | 'remove' | null>(null)
  return (
    <div className="flex flex-col items-stretch gap-1 border-t border-line p-3">
      {contact ? (
        <>
          <Button variant="ghost" align="start" onClick={() => setAsking('rename')}>
            <PencilLine aria-hidden /> Rename for me
          </Button>
          <Button variant="danger-ghost" align="start" onClick={() => setAsking('remove')}>
            <UserRoundMinus aria-hidden /> Remove from contacts
          </Button>
        </>
      ) : (
        <Button variant="ghost" align="start" loading={add.isPending} onClick={() => add.mutate({ userId })}>
          <UserRoundPlus aria-hidden /> Add to contacts
        </Button>
      )}
      <div role="alert" className="px-3 text-sm empty:hidden">
        {add.error && <FieldError>{refusalOf(add.error).message}</FieldError>}
      </div>
      {contact && asking === 'rename' && <RenameContactDialog contact={contact} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Remove ${name} from your contacts?`}
        description="Your conversation stays, and they aren’t told."
        confirmLabel="Remove"
        destructive
        onConfirm={async () => {
          await orRefusal(remove.mutateAsync({ userId }))
        }}
      />
    </div>
  )
}
