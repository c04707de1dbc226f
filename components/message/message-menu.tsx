'use client'

import { Copy, Info, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { toast } from 'sonner'
import type { PendingMessage } from '@/client/kith'
import type { Row } from '../history/rows'
import { useKith } from '../kith-context'
import { showMessageInfo } from '../shell/location'
import { copyText } from '../ui/copy-text'
import { MenuItem, MenuSeparator } from '../ui/menu'

export type MessageRowData = Extract<Row, { kind: 'message' | 'pending' }>

interface MessageMenuProps {
  readonly row: MessageRowData
  readonly onEdit: (pending: PendingMessage) => void
}

export function MessageMenu({ row, onEdit }: MessageMenuProps) {
  const text = row.kind === 'message' ? row.event.message.text : row.pending.text
  return (
    <>
      <MenuItem icon={<Copy aria-hidden />} onClick={() => void copy(text)}>
        Copy text
      </MenuItem>
      {row.kind === 'message' && row.mine && (
        <MenuItem icon={<Info aria-hidden />} onClick={() => showMessageInfo(row.event.conversationId, row.seq)}>
          Message info
        </MenuItem>
      )}
      {row.kind === 'pending' && row.pending.status !== 'sending' && (
        <PendingItems pending={row.pending} onEdit={onEdit} />
      )}
    </>
  )
}

function PendingItems({ pending, onEdit }: { pending: PendingMessage; onEdit: (pending: PendingMessage) => void }) {
  const kith = useKith()
  return (
    <>
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
