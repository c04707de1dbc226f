import { firstLink } from '@/server/domain/text/first-link'
import type { ConversationUseCases } from './conversation-use-cases'
import type { Ports } from './ports'

/** The same, and what is behind a link is looked at afterwards: nobody waits for others' servers. */
export function lookingBehindLinks(
  { jobs }: Pick<Ports, 'jobs'>,
  useCases: ConversationUseCases,
): ConversationUseCases {
  const { sendMessage, editMessage, deleteMessage } = useCases
  return {
    ...useCases,
    async sendMessage(who, input, answered) {
      const sent = await sendMessage(who, input, answered)
      const [place] = sent.places
      if (place && (input.forward || firstLink(input.text) !== null)) await jobs.lookBehindLink(place)
      return sent
    },
    async editMessage(who, input) {
      const changed = await editMessage(who, input)
      await jobs.lookBehindLink(changed)
      return changed
    },
    async deleteMessage(who, input) {
      const changed = await deleteMessage(who, input)
      await jobs.lookBehindLink(changed)
      return changed
    },
  }
}
