'use client'

import { messageAddress } from '@/contracts/addresses'
import type { StarredMessage } from '@/contracts/dto'
import { messageWords } from '@/server/domain/message-words'
import { Avatar } from '../avatar'
import { faceOf } from '../conversation/face'
import type { People } from '../people/use-names'
import { showMessage } from '../shell/location'
import { formatBrief, formatFull } from '../time/format-time'

/** Who said it, where, and its first words. */
export function StarredRow({ starred, people }: { starred: StarredMessage; people: People }) {
  const { conversation, event } = starred
  const { conversationId, seq, message } = event
  const face = faceOf(conversation, people)
  const who = message.senderId === people.meId ? 'You' : people.nameOf(message.senderId)
  return (
    <li>
      <a
        href={messageAddress(conversationId, seq)}
        onClick={(click) => {
          if (click.metaKey || click.ctrlKey || click.shiftKey) return
          click.preventDefault()
          showMessage(conversationId, seq)
        }}
        className="flex items-start gap-3 rounded-xl px-2.5 py-2 outline-offset-[-2px] hover:bg-hover"
      >
        <Avatar {...face} size="md" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-semibold">
              <bdi>{who}</bdi>
              {face.name !== who && (
                <span className="font-normal text-ink-muted">
                  {' in '}
                  <bdi>{face.name}</bdi>
                </span>
              )}
            </span>
            <time dateTime={event.at} title={formatFull(event.at)} className="text-xs text-ink-muted tabular-nums">
              {formatBrief(event.at)}
            </time>
          </span>
          <span dir="auto" className="line-clamp-3 text-sm break-words text-ink-muted">
            {messageWords(message)}
          </span>
        </span>
      </a>
    </li>
  )
}
