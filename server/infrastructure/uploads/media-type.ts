import { fileTypeFromFile } from 'file-type'
import type { UploadPurpose } from '@/contracts/dto'
import type { Examined } from '@/server/application/file-ports'

const UNKNOWN = 'application/octet-stream'

const MOVING = ['video/mp4', 'video/webm', 'video/ogg', 'video/quicktime', 'video/x-m4v']
const SOUND = [
  ...['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/ogg', 'audio/opus', 'audio/webm', 'audio/wav'],
  'audio/flac',
  // What browsers record is a container for video, with sound alone in it.
  ...['video/webm', 'video/mp4', 'application/ogg'],
]

/** MIME type by the bytes, without parameters. */
export async function typeOf(file: string): Promise<string> {
  const found = await fileTypeFromFile(file).catch(() => undefined)
  return found?.mime.split(';')[0]?.trim() ?? UNKNOWN
}

/** Whether a browser may be given it to play, as what it was brought for. */
export function plays(purpose: UploadPurpose, type: string): boolean {
  if (purpose === 'voice') return SOUND.includes(type)
  return (purpose === 'video' || purpose === 'circle_video') && MOVING.includes(type)
}

/** What keeps its bytes. */
export function asItIs(file: string, blob: { id: string; size: number }, kind: UploadPurpose, type: string): Examined {
  const whole = { ...blob, type, source: { file } }
  return { kind, whole, preview: null, width: null, height: null, thumbhash: null }
}
