import type { ConversationHandle, KithClient } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import type { ClientId, Seq, UserId } from '@/contracts/ids'
import { isTransient } from '@/server/domain/errors'
import { refusalOf } from '../refusal'
import { draftText, setDraft } from './drafts'

interface Words {
  readonly text: string
  readonly mentions: readonly UserId[]
}

/** Gives one of my messages its new words, wherever it is by now; a refusal is told, with a way on. */
export function editMessage(kith: KithClient, handle: ConversationHandle, target: Seq | ClientId, words: Words): void {
  const { text, mentions } = words
  const seq = seqNow(kith, handle, target, words)
  if (seq === null) return
  handle.edit(seq, text, mentions).catch((error: unknown) => {
    const { code, message } = refusalOf(error)
    const again = isTransient(code)
    toast.error(message, {
      duration: 10_000,
      action: again
        ? { label: 'Try again', onClick: () => editMessage(kith, handle, seq, words) }
        : { label: 'Write it anew', onClick: () => keepWords(kith, handle, text) },
    })
  })
}

/** Null: it waited still, and has its new words. */
function seqNow(
  kith: KithClient,
  handle: ConversationHandle,
  target: Seq | ClientId,
  { text, mentions }: Words,
): Seq | null {
  if (typeof target === 'number') return target
  if (kith.editPending(target, text, mentions)) return null
  const sent = handle.store
    .getState()
    .events.find((event) => event.kind === 'message:posted' && event.message.clientId === target)
  if (sent) return sent.seq
  keepWords(kith, handle, text)
  return null
}

/** The words go on as a draft, after what is written there. */
function keepWords(kith: KithClient, handle: ConversationHandle, text: string): void {
  const written = draftText(kith, handle.id)
  setDraft(kith, handle.id, written ? `${written}\n${text}` : text)
}
