'use client'

import {
  CircleCheck,
  Copy,
  Flag,
  Forward,
  History,
  Info,
  Link2,
  Pencil,
  Pin,
  PinOff,
  Reply,
  RotateCcw,
  Star,
  StarOff,
  Trash2,
} from 'lucide-react'
import type { PendingMessage } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import { messageAddress } from '@/contracts/addresses'
import type { MessagePosted } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { BlockItem } from '../blocking/block-item'
import type { Row } from '../history/rows'
import { useKith } from '../kith-context'
import { askReport } from '../report/asked'
import { toggleSelected } from '../select/selection'
import { askSendTo } from '../send-to/asked'
import { showMessageInfo } from '../shell/location'
import { FavouriteItem } from '../stickers/favourite-item'
import { copyText } from '../ui/copy-text'
import { MenuItem, MenuSeparator } from '../ui/menu'
import type { May } from './may'
import { ReactionItems } from './reaction-items'
import { askWordings } from './wordings-asked'

export type MessageRowData = Extract<Row, { kind: 'message' | 'pending' }>

export interface MessageActions {
  readonly reply: (event: MessagePosted) => void
  readonly edit: (event: MessagePosted) => void
  readonly delete: (event: MessagePosted, whose: 'everyone' | 'me') => void
  readonly star: (event: MessagePosted, starred: boolean) => void
  readonly pin: (event: MessagePosted, pinned: boolean) => void
  readonly react: (event: MessagePosted, emoji: string | null) => void
  /** With one that isn't in the menu: asks for it. */
  readonly reactOther: (event: MessagePosted) => void
  readonly editPending: (pending: PendingMessage) => void
}

interface MessageMenuProps {
  readonly row: MessageRowData
  /** Null for what waits. */
  readonly may: May | null
  readonly meId: UserId
  readonly starred: boolean
  readonly actions: MessageActions
}

export function MessageMenu({ row, may, meId, starred, actions }: MessageMenuProps) {
  return row.kind === 'pending' ? (
    <PendingItems pending={row.pending} onEdit={actions.editPending} />
  ) : (
    <PostedItems event={row.event} mine={row.mine} may={may} meId={meId} starred={starred} actions={actions} />
  )
}

interface PostedItemsProps extends Omit<MessageMenuProps, 'row'> {
  readonly event: MessagePosted
  readonly mine: boolean
}

function PostedItems({ event, mine, may, meId, starred, actions }: PostedItemsProps) {
  const { message, conversationId, seq } = event
  const sticker = message.kind === 'sticker' ? message.attachments[0]?.sticker : null
  const reaction = message.reactions.find(({ userIds }) => userIds.includes(meId))?.emoji ?? null
  const react = (emoji: string | null) => actions.react(event, emoji)
  return (
    <>
      {may?.answer && <ReactionItems mine={reaction} onReact={react} onMore={() => actions.reactOther(event)} />}
      {may?.answer && (
        <MenuItem icon={<Reply aria-hidden />} onClick={() => actions.reply(event)}>
          Reply
        </MenuItem>
      )}
      {!message.deleted && (
        <MenuItem icon={<Forward aria-hidden />} onClick={() => askSendTo({ kind: 'forward', events: [event] })}>
          Forward…
        </MenuItem>
      )}
      {!message.deleted && message.text !== '' && <CopyItem text={message.text} />}
      <MenuItem
        icon={<Link2 aria-hidden />}
        onClick={() => void copy(`${window.location.origin}${messageAddress(conversationId, seq)}`)}
      >
        Copy link
      </MenuItem>
      <MenuItem icon={<CircleCheck aria-hidden />} onClick={() => toggleSelected(event)}>
        Select
      </MenuItem>
      {!message.deleted && (
        <MenuItem
          icon={starred ? <StarOff aria-hidden /> : <Star aria-hidden />}
          onClick={() => actions.star(event, !starred)}
        >
          {starred ? 'Unstar' : 'Star'}
        </MenuItem>
      )}
      {may?.answer && (
        <MenuItem
          icon={message.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          onClick={() => actions.pin(event, !message.pinned)}
        >
          {message.pinned ? 'Unpin' : 'Pin in this chat'}
        </MenuItem>
      )}
      {may?.edit && (
        <MenuItem icon={<Pencil aria-hidden />} onClick={() => actions.edit(event)}>
          Edit
        </MenuItem>
      )}
      {!message.deleted && sticker && <FavouriteItem stickerId={sticker.id} />}
      {message.editedAt && !message.deleted && (
        <MenuItem icon={<History aria-hidden />} onClick={() => askWordings(event)}>
          Earlier wordings
        </MenuItem>
      )}
      {mine && (
        <MenuItem icon={<Info aria-hidden />} onClick={() => showMessageInfo(conversationId, seq)}>
          Message info
        </MenuItem>
      )}
      <MenuSeparator />
      {!mine && !message.deleted && (
        <MenuItem
          icon={<Flag aria-hidden />}
          destructive
          onClick={() => askReport({ userId: message.senderId, events: [event], chosen: true })}
        >
          Report…
        </MenuItem>
      )}
      {!mine && <BlockItem userId={message.senderId} />}
      <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => actions.delete(event, 'me')}>
        Delete for me
      </MenuItem>
      {may?.delete && (
        <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => actions.delete(event, 'everyone')}>
          Delete for everyone
        </MenuItem>
      )}
    </>
  )
}

function CopyItem({ text }: { text: string }) {
  return (
    <MenuItem icon={<Copy aria-hidden />} onClick={() => void copy(text)}>
      Copy text
    </MenuItem>
  )
}

function PendingItems({ pending, onEdit }: { pending: PendingMessage; onEdit: (pending: PendingMessage) => void }) {
  const kith = useKith()
  return (
    <>
      <CopyItem text={pending.text} />
      {pending.status === 'failed' && (
        <MenuItem icon={<RotateCcw aria-hidden />} onClick={() => kith.retryPending(pending.clientId)}>
          Try again
        </MenuItem>
      )}
      <MenuItem icon={<Pencil aria-hidden />} onClick={() => onEdit(pending)}>
        Edit
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => kith.cancelPending(pending.clientId)}>
        Delete
      </MenuItem>
    </>
  )
}

async function copy(text: string): Promise<void> {
  if (await copyText(text)) toast.success('Copied')
  else toast.error('The browser didn’t let Kith copy that. Select the text and copy it yourself.')
}
