'use client'

import type { ConversationHandle, KithClient } from '@/client/kith'
import { shownConversation } from './location'

let ahead: ConversationHandle | null = null

/** What the address names, asked for before anything of it is drawn. */
export function openAhead(client: KithClient): void {
  const id = shownConversation()
  if (ahead || !id) return
  ahead = client.conversation(id)
  ahead.open()
}

/** Who draws it has opened it, too. */
export function closeAhead(): void {
  ahead?.close()
  ahead = null
}
