import type { Attachment, Message } from '@/contracts/dto'
import { formatDuration, wholeSeconds } from './format-duration'
import { plainPreview } from './text/plain-text'

/** What is to be known of an attachment to name it. */
export type Named = Pick<Attachment, 'kind' | 'name'> & {
  readonly durationMs?: number | null
  readonly sticker?: { readonly emoji: string } | null
}

interface Said extends Pick<Message, 'text'> {
  readonly attachments: readonly Named[]
}

const ICONS = { image: '📷', video: '🎬', file: '📎', voice: '🎤', circle_video: '⭕' } as const
const SEVERAL = {
  image: 'photos',
  video: 'videos',
  file: 'files',
  voice: 'voice messages',
  circle_video: 'circle videos',
}

/** What a message says and carries, as one line: “📷 Photo”, “🎤 0:12”, “📎 report.pdf”, “📷 At the lake”. */
export function messageWords({ text, attachments }: Said): string {
  const words = plainPreview(text)
  const [first] = attachments
  if (!first) return words
  return words.trim() ? `${iconOf(attachments, first)} ${words}` : carriedWords(attachments)
}

/** The same for what it carries alone. */
export function carriedWords(attachments: readonly Named[]): string {
  const [first] = attachments
  if (!first) return ''
  const icon = iconOf(attachments, first)
  if (attachments.length === 1) return `${icon} ${nameOf(first)}`
  return `${icon} ${attachments.length} ${severalOf(attachments, first)}`
}

function iconOf(attachments: readonly Named[], { kind, sticker }: Named): string {
  if (kind === 'sticker') return sticker?.emoji ?? ''
  return ICONS[!isMixed(attachments, kind) || isMedia(attachments) ? kind : 'file']
}

function severalOf(attachments: readonly Named[], { kind }: Named): string {
  if (kind === 'sticker') return 'stickers'
  if (!isMixed(attachments, kind)) return SEVERAL[kind]
  return isMedia(attachments) ? 'photos and videos' : 'files'
}

function nameOf({ kind, name, durationMs }: Named): string {
  const length = durationMs ? formatDuration(wholeSeconds(durationMs)) : ''
  switch (kind) {
    case 'image':
      return 'Photo'
    case 'video':
      return length ? `Video ${length}` : 'Video'
    case 'voice':
      return length || 'Voice message'
    case 'circle_video':
      return length ? `Circle video ${length}` : 'Circle video'
    case 'file':
      return name || 'File'
    case 'sticker':
      return 'Sticker'
  }
}

const isMixed = (attachments: readonly Named[], kind: Named['kind']): boolean =>
  attachments.some((one) => one.kind !== kind)

const isMedia = (attachments: readonly Named[]): boolean =>
  attachments.every(({ kind }) => kind === 'image' || kind === 'video')
