import type { MessagePosted } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { isKithError } from '@/server/domain/errors'
import type { MediaPart } from './export-ports'
import type { FilePart, StoredFile } from './file-ports'
import type { Ports } from './ports'

type Needed = Pick<Ports, 'files'>

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/octet-stream': 'bin',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  'video/quicktime': 'mov',
}

/** By its hash, so that what was sent twice is there once. */
export function mediaOf({ blobId, type }: Pick<StoredFile, 'blobId' | 'type'>): MediaPart {
  const [bare = ''] = type.split(';')
  const extension = EXTENSIONS[bare] ?? /\/([a-z0-9]{2,5})$/.exec(bare)?.[1] ?? 'bin'
  return { name: `media/${blobId}.${extension}`, blobId }
}

/** What the user can fetch of a message, as they could in the app: its attachments in order, null where they can't. */
export async function mediaOfMessage(
  { files }: Needed,
  userId: UserId,
  { conversationId, seq, message }: MessagePosted,
) {
  const find = async (part: FilePart): Promise<MediaPart | null> => {
    try {
      return mediaOf(await files.ofMessage(userId, { conversationId, seq }, part))
    } catch (error) {
      if (isKithError(error) && error.code === 'not_found') return null
      throw error
    }
  }
  const attachments: (MediaPart | null)[] = []
  for (const position of message.attachments.keys()) attachments.push(await find({ position, preview: false }))
  return { attachments, link: message.preview?.picture ? await find('link') : null }
}
