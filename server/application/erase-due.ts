import type { ConversationId } from '@/contracts/ids'
import type { Ports } from './ports'
import { publishCommitted } from './publish-change'

const AT_ONCE = 20

type EraseDuePorts = Pick<Ports, 'erasing' | 'relay'> & {
  readonly notificationQueue: Pick<Ports['notificationQueue'], 'erased'>
  readonly files: Pick<Ports['files'], 'release'>
  readonly linkPreviews: Pick<Ports['linkPreviews'], 'forgetUnused'>
}

/** Erases all that is due. Killed anywhere, the next call goes on. */
export function eraseDue(ports: EraseDuePorts) {
  return async (): Promise<void> => {
    for (let due = await ports.erasing.due(AT_ONCE); due.length > 0; due = await ports.erasing.due(AT_ONCE)) {
      // By turns: one with a long past doesn't keep the others waiting.
      for (let left = due; left.length > 0; left = await eraseInEach(ports, left));
    }
    await ports.files.release(await ports.linkPreviews.forgetUnused())
  }
}

/** One batch in each. Answers those of which there is more. */
async function eraseInEach(ports: EraseDuePorts, ids: readonly ConversationId[]): Promise<readonly ConversationId[]> {
  const left: ConversationId[] = []
  for (const id of ids) {
    const { more, released, committed } = await ports.erasing.erase(id)
    publishCommitted(ports, committed)
    if (committed.length > 0) {
      ports.notificationQueue.erased(id)
      await ports.relay.flush()
    }
    if (released.length > 0) await ports.files.release(released)
    if (more) left.push(id)
  }
  return left
}
