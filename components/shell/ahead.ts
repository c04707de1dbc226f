'use client'

import type { ConversationHandle, KithClient } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'

let kith: KithClient | null = null
let ahead: ConversationHandle | null = null

/** From now on what the address names is asked for before anything of it is drawn: so it is drawn once, as it is. */
export function openAheadWith(client: KithClient, id: ConversationId | null): void {
  kith = client
  openAhead(id)
}

/** Null: the address names no conversation. */
export function openAhead(id: ConversationId | null): void {
  if (!kith || id === (ahead?.id ?? null)) return
  closeAhead()
  const handle = id === null ? null : kith.conversation(id)
  if (!handle || handle.isOpen) return
  ahead = handle
  handle.open()
}

/** Who draws it has opened it, too. */
export function closeAhead(): void {
  ahead?.close()
  ahead = null
}
