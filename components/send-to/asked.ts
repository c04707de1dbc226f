'use client'

import { create } from 'zustand'
import type { NewAttachment } from '@/client/kith'
import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'

/** What is to be sent to several. */
export type SendToRequest =
  | { readonly kind: 'new' }
  /** What is written in a conversation goes there, and to others. */
  | {
      readonly kind: 'written'
      readonly from: ConversationId
      readonly text: string
      readonly attachments: readonly NewAttachment[]
      readonly onSent: () => void
    }
  /** In this order. */
  | { readonly kind: 'forward'; readonly events: readonly MessagePosted[]; readonly onSent?: () => void }
  /** One of my own messages gets more places. */
  | { readonly kind: 'place'; readonly event: MessagePosted }

interface Asked {
  readonly request: SendToRequest | null
}

/** What the dialog is open for: one at a time, asked for from anywhere. */
export const useSendTo = create<Asked>(() => ({ request: null }))

export const askSendTo = (request: SendToRequest): void => useSendTo.setState({ request })
export const closeSendTo = (): void => useSendTo.setState({ request: null })
