import type { ConversationId } from '@/contracts/ids'
import type { Erasing } from './erasing-ports'
import type { Ports } from './ports'

const AT_ONCE = 20

/** Erases all that is due. Killed anywhere, the next call goes on. */
export function eraseDue({
  erasing,
  files,
}: {
  readonly erasing: Erasing
  readonly files: Pick<Ports['files'], 'release'>
}) {
  return async (): Promise<void> => {
    for (let due = await erasing.due(AT_ONCE); due.length > 0; due = await erasing.due(AT_ONCE)) {
      for (const conversationId of due) await eraseIn({ erasing, files }, conversationId)
    }
  }
}

async function eraseIn({ erasing, files }: Parameters<typeof eraseDue>[0], id: ConversationId): Promise<void> {
  for (;;) {
    const { more, released } = await erasing.eraseUnseen(id)
    if (released.length > 0) await files.release(released)
    if (!more) return
  }
}
