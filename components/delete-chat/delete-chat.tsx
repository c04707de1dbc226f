'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Conversation } from '@/contracts/dto'
import { useTRPC } from '../api'
import { useFace } from '../conversation/face'
import { useKith } from '../kith-context'
import { orRefusal } from '../refusal'
import { useRequest } from '../requests/use-request'
import { leaveConversation } from '../shell/location'
import { ConfirmDialog } from '../ui/alert-dialog'
import { closeDeleteChat, useDeleteChat } from './asked'
import { deletingWords } from './deleting-words'

/** Asks before a chat is deleted, and says what that will do. */
export function DeleteChat() {
  const { conversation } = useDeleteChat()
  return conversation && <Ask key={conversation.id} conversation={conversation} />
}

function Ask({ conversation }: { conversation: Conversation }) {
  const { id } = conversation
  const kith = useKith()
  const face = useFace(conversation)
  const [open, setOpen] = useState(true)
  const clearing = useQuery(useTRPC().conversations.clearing.queryOptions({ conversationId: id }, { staleTime: 0 }))
  const inside = useStore(
    kith.overview,
    ({ lines }) => lines.find(({ entry }) => entry.conversation.id === id)?.entry.member.active === true,
  )
  const leaves = conversation.kind === 'group' && inside && !conversation.closed
  const { title, description, label } = deletingWords({
    group: conversation.kind === 'group',
    name: face.name,
    leaves,
    forAll: clearing.data?.forAll ?? null,
    request: useRequest(id),
  })

  function close(): void {
    setOpen(false)
    closeDeleteChat()
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={title}
      description={description}
      confirmLabel={label}
      destructive
      onConfirm={async () => {
        await orRefusal(kith.deleteChat(id))
        leaveConversation(id)
      }}
    />
  )
}
