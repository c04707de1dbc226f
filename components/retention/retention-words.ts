import type { Message, Retention } from '@/contracts/dto'

export const daysOf = (days: number): string => (days === 1 ? '1 day' : `${days.toLocaleString('en')} days`)

/** What stands in place of files that were erased. */
export function filesErasedWords({ count, afterDays }: NonNullable<Message['filesErased']>): string {
  return `${count === 1 ? 'File' : `${count} files`} erased after ${daysOf(afterDays)}`
}

/** For how long this server keeps what is said. */
export function retentionWords({ messages, files }: Retention): string {
  const sooner = files !== null && (messages === null || files < messages)
  if (messages === null) {
    return sooner
      ? `Files on this server are erased after ${daysOf(files)}. Messages stay.`
      : 'This server keeps messages and files for ever.'
  }
  const rest = sooner ? `, the files in them after ${daysOf(files)}` : ''
  return `Messages on this server are erased after ${daysOf(messages)}${rest}.`
}
