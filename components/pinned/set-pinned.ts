import type { ConversationHandle } from '@/client/kith'
import { toast } from '@/components/ui/toast'
import type { Seq } from '@/contracts/ids'
import { refusalOf } from '../refusal'
import { listPins } from './list-open'

/** Shows it at once; says so when it can't be done, with what to do next. */
export function setPinned(handle: ConversationHandle, seq: Seq, pinned: boolean): void {
  handle.pin(seq, pinned).catch((error: unknown) => {
    const { code, message } = refusalOf(error)
    const action =
      code === 'full'
        ? { label: 'Show them', onClick: () => listPins(handle.id) }
        : { label: 'Try again', onClick: () => setPinned(handle, seq, pinned) }
    toast.error(message, { action })
  })
}
