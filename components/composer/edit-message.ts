import { toast } from 'sonner'
import type { ConversationHandle, KithClient } from '@/client/kith'
import type { ClientId, Seq } from '@/contracts/ids'
import { isTransient } from '@/server/domain/errors'
import { refusalOf } from '../refusal'
import { draftKey, setDraft, useDrafts } from './drafts'

/** Gives one of my messages its new words, wherever it is by now; a refusal is told, with a way on. */
export function editMessage(kith: KithClient, handle: ConversationHandle, target: Seq | ClientId, text: string): void {
  const seq = seqNow(kith, handle, target, text)
  if (seq === null) return
  handle.edit(seq, text).catch((error: unknown) => {
    const { code, message } = refusalOf(error)
    const again = isTransient(code)
    toast.error(message, {
      duration: 10_000,
      action: again
        ? { label: 'Try again', onClick: () => editMessage(kith, handle, seq, text) }
        : { label: 'Write it anew', onClick: () => keepWords(kith, handle, text) },
    })
  })
}

/** Null: it waited still, and has its new words. */
function seqNow(kith: KithClient, handle: ConversationHandle, target: Seq | ClientId, text: string): Seq | null {
  if (typeof target === 'number') return target
  if (kith.editPending(target, text)) return null
  const sent = handle.store
    .getState()
    .events.find((event) => event.kind === 'message:posted' && event.message.clientId === target)
  if (sent) return sent.seq
  keepWords(kith, handle, text)
  return null
}

/** The words go on as a draft, after what is written there. */
function keepWords(kith: KithClient, handle: ConversationHandle, text: string): void {
  const key = draftKey(kith.me.getState().profile.id, handle.id)
  const written = useDrafts.getState().texts[key]
  setDraft(key, written ? `${written}\n${text}` : text)
}
