import type { Committed, ConversationChange, MovedReceipts, Ports } from './ports'

type RelayPort = Pick<Ports, 'relay'>

/** Tells everybody concerned what was committed. Resolves when it is on its way. */
export function publishChange({ relay }: RelayPort) {
  return async ({ committed, receipts }: ConversationChange): Promise<void> => {
    publishCommitted({ relay }, committed)
    publishReceipts({ relay }, receipts)
    await relay.flush()
  }
}

export function publishCommitted({ relay }: RelayPort, committed: readonly Committed[]): void {
  for (const { event, recipients } of committed) {
    const channels = recipients.map((userId) => `user.${userId}` as const)
    relay.publish(channels, { name: 'log:appended', payload: event })
  }
}

export function publishReceipts({ relay }: RelayPort, moved: readonly MovedReceipts[]): void {
  for (const { userId, conversationId, receipts } of moved) {
    relay.publish([`user.${userId}`], { name: 'receipts:moved', payload: { conversationId, receipts } })
  }
}
