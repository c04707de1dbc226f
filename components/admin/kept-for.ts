import type { Retention, RetentionEstimate } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { formatSize } from '../attachments/format-size'
import type { KeptFor } from './kept-for-field'

/** What a person who has not chosen is offered. */
const OFFERED = { messages: '90', files: '30' }

export function writtenOf(days: number | null, what: keyof typeof OFFERED): KeptFor {
  return { forEver: days === null, days: days === null ? OFFERED[what] : String(days) }
}

/** Null: for ever. Undefined: that is no number of days. */
export function daysWritten({ forEver, days }: KeptFor): number | null | undefined {
  if (forEver) return null
  if (!/^\d{1,5}$/.test(days.trim())) return undefined
  const count = Number(days)
  return count >= 1 && count <= LIMITS.retentionMaxDays ? count : undefined
}

export const sameRetention = (one: Retention, other: Retention): boolean =>
  one.messages === other.messages && one.files === other.files

export const erasesSomething = ({ messages, files }: RetentionEstimate): boolean => messages > 0 || files > 0

/** “1,204 messages and 340 files (1.2 GB) in 12 chats”. */
export function estimateWords({ messages, conversations, files, bytes, more }: RetentionEstimate): string {
  const parts = [
    ...(messages > 0 ? [counted(messages, 'message')] : []),
    ...(files > 0 ? [`${counted(files, 'file')} (${formatSize(bytes)})`] : []),
  ]
  return `${more ? 'more than ' : ''}${parts.join(' and ')} in ${counted(conversations, 'chat')}`
}

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
