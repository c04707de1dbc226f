import type { NewAttachment } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { askSendTo } from './asked'

interface Written {
  readonly from: ConversationId
  readonly text: string
  readonly attachments: readonly NewAttachment[]
  /** It is on its way. */
  readonly onSent: () => void
}

/** What is written in a conversation, to be sent there and elsewhere. It stays written until it is on its way. */
export function sendWritten(written: Written): void {
  askSendTo({ kind: 'written', ...written })
}
