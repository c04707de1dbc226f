import type { NewAttachment } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { clearTray } from '../attach/tray'
import { setDraft } from '../composer/drafts'
import { askSendTo } from './asked'

interface Written {
  readonly from: ConversationId
  /** Of its draft and its tray. */
  readonly key: string
  readonly text: string
  readonly attachments: readonly NewAttachment[]
}

/** What is written in a conversation, to be sent there and elsewhere. It stays written until it is on its way. */
export function sendWritten({ from, key, text, attachments }: Written): void {
  askSendTo({
    kind: 'written',
    from,
    text,
    attachments,
    onSent: () => {
      setDraft(key, '')
      clearTray(key)
    },
  })
}
