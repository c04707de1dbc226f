import type { AttachmentKind } from '@/contracts/dto'
import { findLinks } from './text/find-links'

const BITS: Readonly<Record<AttachmentKind, number>> = {
  image: 1,
  video: 1,
  file: 2,
  voice: 4,
  circle_video: 4,
  sticker: 0,
}
const LINK = 8

/** What the galleries find a message by, a bit each: 1 image or video, 2 file, 4 voice or circle video, 8 link. */
export function contentOf(text: string, attachments: readonly AttachmentKind[]): number {
  return attachments.reduce((bits, kind) => bits | BITS[kind], hasLink(text) ? LINK : 0)
}

function hasLink(text: string): boolean {
  return text.split('\n').some((line) => findLinks(line).some(({ href }) => !href.startsWith('mailto:')))
}
