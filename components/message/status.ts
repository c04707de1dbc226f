import type { Receipts } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'

export type MessageStatus = 'waiting' | 'failed' | 'sent' | 'delivered' | 'seen'

/** How far my message at `seq` got with everybody. */
export function postedStatus(seq: Seq, receipts: Receipts): MessageStatus {
  if (receipts.seen >= seq) return 'seen'
  return receipts.delivered >= seq ? 'delivered' : 'sent'
}
