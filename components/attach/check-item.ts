import type { AttachmentKind, FileLimits } from '@/contracts/dto'
import { formatSize } from '../attachments/format-size'
import type { TrayItem } from './tray'

type Checked = Pick<TrayItem, 'file' | 'prepared' | 'asFile'>

/** What it is sent as. */
export const kindOf = ({ prepared, asFile }: Checked): Extract<AttachmentKind, 'image' | 'video' | 'file'> =>
  asFile ? 'file' : (prepared?.shownAs ?? 'file')

/** Why an item can't be sent, with the way on; null: it can. `index` among those of its message. */
export function checkItem(item: Checked, index: number, limits: FileLimits): string | null {
  const { size } = item.file
  if (index >= limits.perMessage) return `A message takes at most ${limits.perMessage}. Send the rest in another one.`
  if (size === 0) return 'It is empty. There is nothing to send.'
  if (size > limits.maxBytes) {
    return `It has ${formatSize(size)}; at most ${formatSize(limits.maxBytes)} can be sent. Make it smaller, or send it in parts.`
  }
  const pixels = (item.prepared?.width ?? 0) * (item.prepared?.height ?? 0)
  if (kindOf(item) === 'image' && pixels > limits.maxPixels) {
    const [has, most] = [pixels, limits.maxPixels].map((count) => Math.round(count / 1e6))
    return `It has ${has} megapixels; photos may have ${most}. Send it as a file.`
  }
  return null
}
