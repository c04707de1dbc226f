'use client'

import { Link2, Mic, Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { messageAddress } from '@/contracts/addresses'
import type { Attachment, MessagePosted } from '@/contracts/dto'
import type { ContentKind } from '@/contracts/search'
import { formatDuration, wholeSeconds } from '@/server/domain/format-duration'
import { findLinks } from '@/server/domain/text/find-links'
import { FileIcon } from '../attachments/file-icon'
import { formatSize } from '../attachments/format-size'
import type { People } from '../people/use-names'
import { showMessage } from '../shell/location'
import { formatBrief, formatFull } from '../time/format-time'

interface GalleryRowProps {
  readonly event: MessagePosted
  readonly kind: Exclude<ContentKind, 'media'>
  readonly people: People
}

interface Line {
  readonly key: string
  readonly icon: ReactNode
  readonly title: string
  readonly detail: string
}

/** A message's files, voice or links, a line each. */
export function GalleryRow({ event, kind, people }: GalleryRowProps) {
  const { conversationId, seq, message } = event
  const who = message.senderId === people.meId ? 'You' : people.nameOf(message.senderId)
  const lines = kind === 'link' ? linksOf(event) : message.attachments.flatMap((one, at) => lineOf(one, at, kind))
  return lines.map(({ key, icon, title, detail }) => (
    <li key={key}>
      <a
        href={messageAddress(conversationId, seq)}
        onClick={(click) => {
          if (click.metaKey || click.ctrlKey || click.shiftKey) return
          click.preventDefault()
          showMessage(conversationId, seq)
        }}
        className="flex items-center gap-3 rounded-xl px-2.5 py-2 outline-offset-[-2px] hover:bg-hover"
      >
        <span
          aria-hidden
          className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink [&_svg]:size-5"
        >
          {icon}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            <bdi>{title}</bdi>
          </span>
          <span className="block truncate text-sm text-ink-muted">
            {detail && `${detail} · `}
            <bdi>{who}</bdi>
          </span>
        </span>
        <time
          dateTime={event.at}
          title={formatFull(event.at)}
          className="self-start pt-0.5 text-xs text-ink-muted tabular-nums"
        >
          {formatBrief(event.at)}
        </time>
      </a>
    </li>
  ))
}

function linksOf({ message }: MessagePosted): Line[] {
  const links = message.text.split('\n').flatMap((line) => findLinks(line))
  const pages = links.filter(({ href }) => !href.startsWith('mailto:'))
  return pages.map(({ href }, at) => {
    const known = message.preview?.url === href ? message.preview.title : ''
    const bare = href.replace(/^https?:\/\//, '').replace(/\/$/, '')
    return { key: `${at}`, icon: <Link2 />, title: known || bare, detail: known ? bare : '' }
  })
}

function lineOf({ kind, name, type, size, durationMs }: Attachment, at: number, wanted: 'file' | 'voice'): Line[] {
  const voice = kind === 'voice' || kind === 'circle_video'
  if (wanted === 'voice' ? !voice : kind !== 'file') return []
  if (!voice) {
    return [
      {
        key: `${at}`,
        icon: <FileIcon name={name} type={type} className="size-5" />,
        title: name || 'File',
        detail: formatSize(size),
      },
    ]
  }
  const detail = durationMs === null ? '' : formatDuration(wholeSeconds(durationMs))
  const title = kind === 'voice' ? 'Voice message' : 'Circle video'
  return [{ key: `${at}`, icon: kind === 'voice' ? <Mic /> : <Video />, title, detail }]
}
