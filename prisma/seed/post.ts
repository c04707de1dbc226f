import type { Sent } from '@/contracts/events'
import type { ConversationUseCases } from '@/server/application/conversation-use-cases'
import { mentionsIn } from '@/server/domain/text/mentions-in'
import { clientIdOf } from './client-id'
import type { Luggage } from './luggage'
import type { Happening, Posting } from './script'
import type { Stage } from './stage'
import type { Story } from './stories/story'

export interface Said {
  readonly posting: Posting & Happening
  readonly story: Story
  /** All stories that it is part of. */
  readonly present: readonly Story[]
  /** The how manieth message of the seed it is. */
  readonly n: number
}

/** Sends a message to all the places it is meant for. */
export async function post(
  useCases: ConversationUseCases,
  stage: Stage,
  luggage: Luggage,
  { posting, story, present, n }: Said,
): Promise<Sent> {
  const { by, text, label, forwards, replyTo } = posting
  const userId = stage.id(by)
  const { kind, attachments } = await luggage.pack(userId, posting)
  const answered = replyTo === null ? {} : { replyTo: stage.at(replyTo, story).seq }
  const sent = await useCases.sendMessage(
    { userId },
    {
      clientId: clientIdOf(n),
      createdAt: posting.at.toISOString(),
      kind,
      text,
      attachments,
      mentions: [...mentionsIn(text, stage.members(story))],
      ...(forwards !== null && { forward: stage.anywhere(forwards) }),
      places: present.map((each) => ({ conversationId: stage.of(each).id, ...(each === story && answered) })),
    },
  )
  if (label !== null) stage.label(label, sent.places)
  for (const { conversationId, seq } of sent.places) {
    const at = present.map((each) => stage.of(each)).find(({ id }) => id === conversationId)
    if (at) at.newest = seq
  }
  return sent
}
