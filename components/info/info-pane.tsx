'use client'

import { ArrowLeft, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { Gallery } from '../gallery/gallery'
import { useKith } from '../kith-context'
import { closePanel, type Place } from '../shell/location'
import { useNarrow } from '../shell/use-narrow'
import { IconButton } from '../ui/icon-button'
import { Skeleton } from '../ui/skeleton'
import { DirectInfo } from './direct-info'
import { GroupInfo } from './group-info'
import { MessageInfo } from './message-info'

interface InfoPaneProps {
  readonly id: ConversationId
  readonly panel: NonNullable<Place['panel']>
}

/** The pane on the right: about the person, the group, or one message. */
export function InfoPane({ id, panel }: InfoPaneProps) {
  const handle = useKith().conversation(id)
  const state = useStore(handle.store)
  const { conversation } = state
  if (panel === 'gallery') {
    return (
      <Frame id={id} title="Media, files and links">
        <Gallery id={id} />
      </Frame>
    )
  }
  if (panel !== 'info') {
    return (
      <Frame id={id} title="Message info">
        <MessageInfo key={panel.messageSeq} state={state} id={id} seq={panel.messageSeq} />
      </Frame>
    )
  }
  const group = conversation?.kind === 'group'
  return (
    <Frame id={id} title={conversation ? (group ? 'Group' : 'Contact') : ''}>
      {conversation === null ? (
        <Loading />
      ) : group ? (
        <GroupInfo handle={handle} conversation={conversation} member={state.member} members={state.members} />
      ) : (
        <DirectInfo conversation={conversation} />
      )}
    </Frame>
  )
}

function Frame({ id, title, children }: { id: ConversationId; title: string; children: ReactNode }) {
  const Heading = useNarrow() ? 'h1' : 'h2'
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-16 shrink-0 items-center gap-2 border-b border-line px-2 pt-[env(safe-area-inset-top)] [box-sizing:content-box] md:px-3">
        <IconButton label="Close" onClick={() => closePanel(id)}>
          <ArrowLeft aria-hidden className="md:hidden" />
          <X aria-hidden className="max-md:hidden" />
        </IconButton>
        <Heading className="truncate text-lg font-semibold">{title}</Heading>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto pb-[env(safe-area-inset-bottom)]">{children}</div>
    </div>
  )
}

function Loading() {
  return (
    <div className="flex flex-col items-center gap-4 p-6">
      <span role="status" className="sr-only">
        Loading…
      </span>
      <Skeleton className="size-32" corners="rounded-full" />
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-4 w-28" />
    </div>
  )
}
