import type { ConversationUseCases } from './conversation-use-cases'
import type { Ports } from './ports'

/** The same, and people are told of it afterwards: who sends doesn't wait for that. */
export function notifying(
  { notificationQueue: queue }: Pick<Ports, 'notificationQueue'>,
  useCases: ConversationUseCases,
): ConversationUseCases {
  const { sendMessage, placeMessage, editMessage, deleteMessage, setOwn, clearChat } = useCases
  return {
    ...useCases,
    async sendMessage(who, input, answered) {
      const sent = await sendMessage(who, input, answered)
      queue.posted(sent.places)
      return sent
    },
    async placeMessage(who, input) {
      const placed = await placeMessage(who, input)
      queue.posted(placed.places)
      return placed
    },
    async editMessage(who, input) {
      const changed = await editMessage(who, input)
      queue.changed(changed)
      return changed
    },
    async deleteMessage(who, input) {
      const changed = await deleteMessage(who, input)
      queue.changed(changed)
      return changed
    },
    async setOwn(who, input) {
      const change = await setOwn(who, input)
      if (input.hidden) queue.deletedForOneself(who.userId, input.conversationId, Math.min(...input.seqs))
      return change
    },
    async clearChat(who, conversationId) {
      const state = await clearChat(who, conversationId)
      queue.deletedForOneself(who.userId, conversationId, 1)
      return state
    },
  }
}
