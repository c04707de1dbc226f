import type { UserId } from '@/contracts/ids'
import type {
  Committed,
  CommittedMessage,
  ConversationChange,
  MovedReceipts,
  PrivateVersion,
  Skipped,
} from './log-ports'
import type { Ports } from './ports'
import { leavingOut, publishStates } from './publish-state'

type RelayPort = Pick<Ports, 'relay'>

/** Tells everybody concerned what was committed. Resolves when it is on its way. */
export function publishChange({ relay }: RelayPort) {
  return async ({ committed, receipts, concerned = [] }: ConversationChange): Promise<void> => {
    publishCommitted({ relay }, committed)
    publishReceipts({ relay }, receipts)
    publishPrivate({ relay }, concerned)
    await relay.flush()
  }
}

export function publishCommitted({ relay }: RelayPort, committed: readonly Committed[]): void {
  for (const { event, recipients, skipping = [] } of committed) {
    const { conversationId, seq } = event
    relay.publish(channelsOf(recipients), { name: 'log:appended', payload: event })
    if (skipping.length > 0) publishSkip({ relay }, { conversationId, seq, userIds: skipping })
  }
}

function publishSkip({ relay }: RelayPort, { conversationId, seq, userIds }: Skipped): void {
  const skip = { kind: 'skip', conversationId, from: seq, seq } as const
  relay.publish(channelsOf(userIds), { name: 'log:appended', payload: skip })
}

/** A fresh message, once per person. `except`: sockets of its sender that know it already. */
export function publishPosted(
  { relay }: RelayPort,
  { opened, posted, skipped = [], accepted = [] }: CommittedMessage,
  by: UserId,
  except: readonly string[] = [],
): void {
  publishCommitted({ relay }, opened)
  publishStates({ relay }, by, accepted)
  for (const { event, recipients } of posted) {
    relay.publish(channelsOf(recipients), { name: 'message:posted', payload: event, ...leavingOut(except) })
  }
  for (const one of skipped) publishSkip({ relay }, one)
}

const channelsOf = (userIds: readonly UserId[]) => userIds.map((userId) => `user.${userId}` as const)

/** Tells people's own devices that what is private to them, and in no conversation, has moved on. */
export function publishPrivate({ relay }: RelayPort, concerned: readonly PrivateVersion[]): void {
  for (const { userId, privateVersion } of concerned) {
    relay.publish([`user.${userId}`], { name: 'private:changed', payload: { privateVersion } })
  }
}

export function publishReceipts({ relay }: RelayPort, moved: readonly MovedReceipts[]): void {
  for (const { userId, conversationId, receipts } of moved) {
    relay.publish([`user.${userId}`], { name: 'receipts:moved', payload: { conversationId, receipts } })
  }
}
