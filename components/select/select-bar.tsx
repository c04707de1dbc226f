'use client'

import { Copy, Flag, Forward, Star, StarOff, Trash2, UserRoundX, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import type { Seq } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { mayWith } from '../message/may'
import type { People } from '../people/use-names'
import { refusalOf } from '../refusal'
import { askReport } from '../report/asked'
import { askSendTo } from '../send-to/asked'
import { now } from '../time/now'
import { copyText } from '../ui/copy-text'
import { IconButton } from '../ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '../ui/menu'
import { copiedText } from './copied-text'
import { DeleteSeveralDialog } from './delete-several-dialog'
import { stopSelecting, useSelected } from './selection'

interface SelectBarProps {
  readonly handle: ConversationHandle
  readonly state: ConversationState
  readonly people: People
}

/** While several messages are being selected: how many, and what can be done with them. Escape ends it. */
export function SelectBar({ handle, state, people }: SelectBarProps) {
  const { chosen } = useSelected()
  const [deleting, setDeleting] = useState<'me' | 'everyone' | null>(null)
  useEscape()
  const present = new Map(
    state.events.flatMap((event) => (event.kind === 'message:posted' ? [[event.seq, event] as const] : [])),
  )
  const events = [...chosen.values()].map((event) => present.get(event.seq) ?? event).sort((a, b) => a.seq - b.seq)
  const said = events.filter(({ message }) => !message.deleted)
  const seqs = events.map(({ seq }) => seq)
  const starred = said.length > 0 && said.every(({ seq }) => state.starred.has(seq))
  const others = new Set(said.map(({ message }) => message.senderId).filter((id) => id !== people.meId))
  const [reported = null] = others.size === 1 ? others : []
  const mayDelete = said.length > 0 && said.every((event) => mayWith(event, state, people.meId, now()).delete)

  return (
    <div
      role="toolbar"
      aria-label="Selected messages"
      className="flex h-14 shrink-0 items-center gap-1 border-b border-line bg-raised px-2 shadow-bubble md:px-3"
    >
      <IconButton label="Stop selecting" onClick={stopSelecting}>
        <X aria-hidden />
      </IconButton>
      <p role="status" className="min-w-0 flex-1 truncate px-1 font-semibold tabular-nums">
        {chosen.size} selected
      </p>
      <IconButton
        label="Copy"
        disabled={said.length === 0}
        onClick={() => {
          void copy(copiedText(said, people))
          stopSelecting()
        }}
      >
        <Copy aria-hidden />
      </IconButton>
      <IconButton
        label="Forward"
        disabled={said.length === 0}
        onClick={() => askSendTo({ kind: 'forward', events: said, onSent: stopSelecting })}
      >
        <Forward aria-hidden />
      </IconButton>
      <IconButton
        label={starred ? 'Take the star away' : 'Star'}
        disabled={said.length === 0}
        onClick={() => {
          star(handle, seqs, !starred)
          stopSelecting()
        }}
      >
        {starred ? <StarOff aria-hidden /> : <Star aria-hidden />}
      </IconButton>
      {reported && (
        <IconButton
          label="Report"
          disabled={said.length > LIMITS.reportMessagesMax}
          onClick={() => {
            askReport({ userId: reported, events: said, chosen: true })
            stopSelecting()
          }}
        >
          <Flag aria-hidden />
        </IconButton>
      )}
      <Menu>
        <MenuTrigger render={<IconButton label="Delete" disabled={events.length === 0} />}>
          <Trash2 aria-hidden />
        </MenuTrigger>
        <MenuContent>
          <MenuItem icon={<UserRoundX aria-hidden />} destructive onClick={() => setDeleting('me')}>
            Delete for me
          </MenuItem>
          {mayDelete && (
            <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => setDeleting('everyone')}>
              Delete for everyone
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      {deleting && (
        <DeleteSeveralDialog
          count={deleting === 'me' ? events.length : said.length}
          forMe={deleting === 'me'}
          onDelete={async () => {
            if (deleting === 'me') await handle.setOwn(seqs, { hidden: true })
            else await Promise.all(said.map(({ seq }) => handle.delete(seq)))
            stopSelecting()
          }}
          onClose={() => setDeleting(null)}
        />
      )}
    </div>
  )
}

/** Before the shell, which would leave the conversation. */
function useEscape(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return
      event.preventDefault()
      event.stopPropagation()
      stopSelecting()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

function star(handle: ConversationHandle, seqs: readonly Seq[], starred: boolean): void {
  handle.setOwn(seqs, { starred }).catch((error: unknown) => toast.error(refusalOf(error).message))
}

async function copy(text: string): Promise<void> {
  if (await copyText(text)) toast.success('Copied')
  else toast.error('The browser didn’t let Kith copy that. Select the text and copy it yourself.')
}
