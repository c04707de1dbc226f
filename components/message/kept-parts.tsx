import { expiryOf } from '@/client/live/expiry-of'
import type { MessagePosted } from '@/contracts/dto'
import { AlsoIn } from './also-in'
import { deletedWords } from './deleted-words'
import { Forwarded } from './forwarded'
import { LinkCard } from './link-card'
import type { MessageRowProps, RowParts } from './message-row'
import { Quote } from './quote'
import { ReactionChips } from './reaction-chips'
import { askWordings } from './wordings-asked'

type KeptProps = Pick<MessageRowProps, 'people' | 'quoted' | 'starred' | 'onJump' | 'onReact'>

/** What a row says of a message that is kept, besides its words. */
export function keptParts(event: MessagePosted, props: KeptProps): RowParts {
  const { people, starred, onReact } = props
  const { deleted, editedAt, pinned, preview, places, reactions } = event.message
  const bubble = {
    at: event.at,
    expiresAt: expiryOf(event),
    ...(deleted
      ? { deleted: deletedWords(deleted, people.meId) }
      : {
          starred,
          pinned: pinned !== null,
          editedAt,
          onEdited: () => askWordings(event),
          quote: quoteIn(event, props),
          below: preview && <LinkCard preview={preview} place={event} />,
        }),
  }
  const under = (
    <>
      {places.length > 1 && <AlsoIn here={event.conversationId} places={places} />}
      {reactions.length > 0 && (
        <ReactionChips reactions={reactions} people={people} onReact={onReact && ((emoji) => onReact(event, emoji))} />
      )}
    </>
  )
  return { bubble, under }
}

function quoteIn({ message }: MessagePosted, { people, quoted, onJump }: KeptProps) {
  if (message.replyTo !== null) return <Quote quoted={quoted} people={people} onJump={onJump} />
  return message.forwardedFrom !== null && <Forwarded from={message.forwardedFrom} people={people} />
}
