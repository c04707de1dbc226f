import type { ConversationUseCases } from '@/server/application/conversation-use-cases'
import { mentionsIn } from '@/server/domain/text/mentions-in'
import type { Happening, Posting } from './script'
import type { Stage } from './stage'
import type { Story } from './stories/story'

type Act = Exclude<Happening, Posting>
type OfMessage = Exclude<Act, { readonly kind: 'joined' | 'renamed' }>

/** Does what is no message. */
export async function act(useCases: ConversationUseCases, stage: Stage, happening: Act, story: Story): Promise<void> {
  const who = { userId: stage.id(happening.by) }
  const { id: conversationId, people } = stage.of(story)
  switch (happening.kind) {
    case 'joined':
      people.push(happening.who)
      await useCases.addMembers(who, { conversationId, userIds: [stage.id(happening.who)] })
      return
    case 'renamed':
      return useCases.changeGroup(who, { conversationId, name: happening.name })
    default:
      await actOnMessage(useCases, stage, happening, story)
  }
}

function actOnMessage(useCases: ConversationUseCases, stage: Stage, happening: OfMessage, story: Story) {
  const who = { userId: stage.id(happening.by) }
  const place = stage.at(happening.label, story)
  switch (happening.kind) {
    case 'edited': {
      const mentions = [...mentionsIn(happening.text, stage.members(story))]
      return useCases.editMessage(who, { ...place, text: happening.text, mentions })
    }
    case 'deleted':
      return useCases.deleteMessage(who, place)
    case 'reacted':
      return useCases.reactToMessage(who, { ...place, emoji: happening.emoji })
    case 'pinned':
      return useCases.pinMessage(who, { ...place, pinned: true })
    case 'starred':
      return useCases.setOwn(who, { conversationId: place.conversationId, seqs: [place.seq], starred: true })
  }
}
