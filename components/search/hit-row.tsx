'use client'

import { FileText, ImageIcon, Link2, Mic } from 'lucide-react'
import { messageAddress } from '@/contracts/addresses'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { ContentKind, SearchHit } from '@/contracts/search'
import { Avatar } from '../avatar'
import type { Face } from '../conversation/face'
import type { People } from '../people/use-names'
import { formatBrief, formatFull } from '../time/format-time'
import { cn } from '../ui/cn'
import { MarkedHit } from './marked-hit'

interface HitRowProps {
  readonly hit: SearchHit
  readonly people: People
  /** The chat it is in, where that isn't clear. */
  readonly face: Face | null
  readonly current?: boolean
  readonly onGo: (id: ConversationId, seq: Seq) => void
}

const CONTENT: Record<ContentKind, { readonly Icon: typeof Mic; readonly name: string }> = {
  media: { Icon: ImageIcon, name: 'Photo or video' },
  file: { Icon: FileText, name: 'File' },
  voice: { Icon: Mic, name: 'Voice message' },
  link: { Icon: Link2, name: 'Link' },
}

/** A message that was found: where, who, when, and the words around it. */
export function HitRow({ hit, people, face, current = false, onGo }: HitRowProps) {
  const who = hit.senderId === people.meId ? 'You' : people.nameOf(hit.senderId)
  const [first] = hit.content
  const { Icon, name } = first ? CONTENT[first] : { Icon: null, name: '' }
  return (
    <a
      href={messageAddress(hit.conversationId, hit.seq)}
      data-result=""
      aria-current={current || undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onGo(hit.conversationId, hit.seq)
      }}
      className={cn(
        'mx-2 flex items-start gap-3 rounded-xl px-2.5 py-2 outline-offset-[-2px]',
        current ? 'bg-selection' : 'hover:bg-hover',
      )}
    >
      {face && <Avatar {...face} size="md" className="mt-0.5" />}
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">
            <bdi>{face ? face.name : who}</bdi>
          </span>
          <time dateTime={hit.sentAt} title={formatFull(hit.sentAt)} className="text-xs text-ink-muted tabular-nums">
            {formatBrief(hit.sentAt)}
          </time>
        </span>
        <span className="line-clamp-2 text-sm [overflow-wrap:anywhere] text-ink-muted">
          {face && (face.group || hit.senderId === people.meId) && (
            <span className="text-ink">
              <bdi>{who}</bdi>:{' '}
            </span>
          )}
          {Icon && <Icon role="img" aria-label={name} className="me-1 inline size-3.5 align-[-0.15em]" />}
          <bdi>{hit.text ? <MarkedHit hit={hit} /> : name}</bdi>
        </span>
      </span>
    </a>
  )
}
