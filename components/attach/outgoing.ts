import type { NewAttachment } from '@/client/kith'
import type { CircleRecording } from '@/client/media/circle-capture'
import type { VoiceRecording } from '@/client/media/voice-capture'
import { encodeWaveform } from '@/client/media/waveform'
import { kindOf } from './check-item'
import type { TrayItem } from './tray'

/** An item of the tray as it is sent. */
export function attachmentOf(item: TrayItem): NewAttachment {
  const { file, prepared } = item
  const kind = kindOf(item)
  const plain = { kind, file, name: file.name }
  if (!prepared) return plain
  const { width, height, durationMs, thumbhash, poster } = prepared
  return {
    ...plain,
    ...(durationMs !== null && { durationMs }),
    ...(kind !== 'file' && {
      ...(width !== null && { width }),
      ...(height !== null && { height }),
      ...(thumbhash !== null && { thumbhash }),
      ...(poster !== null && { preview: poster }),
    }),
  }
}

export const voiceOf = ({ file, durationMs, waveform }: VoiceRecording): NewAttachment => ({
  kind: 'voice',
  file,
  name: '',
  durationMs,
  waveform: encodeWaveform(waveform),
})

export const circleOf = ({ file, durationMs, width, height, poster }: CircleRecording): NewAttachment => ({
  kind: 'circle_video',
  file,
  name: '',
  durationMs,
  width,
  height,
  preview: poster,
})
