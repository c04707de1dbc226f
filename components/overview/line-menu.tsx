'use client'

import {
  Archive,
  ArchiveRestore,
  AtSign,
  Bell,
  BellOff,
  BellRing,
  Check,
  MailOpen,
  MessageCircleDashed,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react'
import type { OverviewLine } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import { askDeleteChat } from '../delete-chat/asked'
import { useKith } from '../kith-context'
import { refusalOf } from '../refusal'
import { MenuItem, MenuSeparator } from '../ui/menu'
import { isUnread } from './filter'
import { isMuted, MUTE_CHOICES, muteEnd } from './muted'

/** What one can do with a line: all of it private to me, and in step on my other devices. */
export function LineMenu({ line }: { line: OverviewLine }) {
  const kith = useKith()
  const { state, entry } = line
  const { id } = entry.conversation
  const end = muteEnd(state)
  const change = (what: Parameters<typeof kith.setPrivateState>[1]) => {
    kith.setPrivateState(id, what).catch((error: unknown) => {
      toast.error(error instanceof Error ? error.message : 'That didn’t work. Try again.')
    })
  }
  if (state.request) {
    return (
      <>
        <MenuItem icon={<Check aria-hidden />} onClick={accept}>
          Accept
        </MenuItem>
        <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => askDeleteChat(entry.conversation)}>
          Delete request
        </MenuItem>
      </>
    )
  }
  return (
    <>
      {isUnread(line) ? (
        <MenuItem icon={<MailOpen aria-hidden />} onClick={() => markRead()}>
          Mark as read
        </MenuItem>
      ) : (
        <MenuItem icon={<MessageCircleDashed aria-hidden />} onClick={() => change({ markedUnread: true })}>
          Mark as unread
        </MenuItem>
      )}
      <MenuItem
        icon={state.pinnedAt ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        onClick={() => change({ pinned: !state.pinnedAt })}
      >
        {state.pinnedAt ? 'Unpin' : 'Pin to the top'}
      </MenuItem>
      <MenuItem
        icon={state.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        onClick={() => change({ archived: !state.archived })}
      >
        {state.archived ? 'Take out of the archive' : 'Archive'}
      </MenuItem>
      <MenuSeparator />
      {isMuted(state) ? (
        <MenuItem icon={<Bell aria-hidden />} onClick={() => change({ mutedUntil: null })}>
          {end === null ? 'Unmute' : `Unmute (ends ${end})`}
        </MenuItem>
      ) : (
        MUTE_CHOICES.map(({ label, until }) => (
          <MenuItem
            key={label}
            icon={<BellOff aria-hidden />}
            onClick={() => change({ mutedUntil: until(kith.now()) })}
          >
            {label}
          </MenuItem>
        ))
      )}
      {entry.conversation.kind === 'group' && (
        <MenuItem
          icon={state.mentionsOnly ? <BellRing aria-hidden /> : <AtSign aria-hidden />}
          onClick={() => change({ mentionsOnly: !state.mentionsOnly })}
        >
          {state.mentionsOnly ? 'Notify of every message' : 'Notify of mentions only'}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => askDeleteChat(entry.conversation)}>
        Delete chat
      </MenuItem>
    </>
  )

  function accept(): void {
    kith.acceptRequest(id).catch((error: unknown) => toast.error(refusalOf(error).message))
  }

  function markRead(): void {
    if (state.markedUnread) change({ markedUnread: false })
    if (state.unread > 0) kith.conversation(id).read(entry.lastSeq)
  }
}
