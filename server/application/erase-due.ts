import type { ConversationId } from '@/contracts/ids'
import type { Ports } from './ports'
import { publishCommitted } from './publish-change'

const AT_ONCE = 20

type EraseDuePorts = Pick<Ports, 'erasing' | 'relay'> & {
  readonly files: Pick<Ports['files'], 'release'>
  readonly linkPreviews: Pick<Ports['linkPreviews'], 'forgetUnused'>
}

/** Erases all that is due. Killed anywhere, the next call goes on. */
export function eraseDue(ports: EraseDuePorts) {
  return async (): Promise<void> => {
    // By turns, and asking anew for each: who has a long past, or begins to keep less, doesn't keep the others waiting.
    for (let due = await ports.erasing.due(AT_ONCE); due.length > 0; due = await ports.erasing.due(AT_ONCE)) {
      for (const id of due) await eraseSome(ports, id)
    }
    await ports.files.release(await ports.linkPreviews.forgetUnused())
  }
}

/** One batch. */
async function eraseSome(ports: EraseDuePorts, id: ConversationId): Promise<void> {
  const { released, committed } = await ports.erasing.erase(id)
  publishCommitted(ports, committed)
  if (committed.length > 0) await ports.relay.flush()
  if (released.length > 0) await ports.files.release(released)
}
