import { describe, expect, it } from 'vitest'
import type { MessagePosted } from '@/contracts/dto'
import { posted } from '../testing/make'
import { nextVoice, placeOf, voiceTrack } from './voice-track'

function voice(seq: number, change: Partial<MessagePosted['message']> = {}): MessagePosted {
  const event = posted(seq)
  const attachment = {
    kind: 'voice' as const,
    name: '',
    type: 'audio/webm',
    size: 4_000,
    width: null,
    height: null,
    durationMs: 3_000,
    thumbhash: null,
    waveform: null,
    preview: false,
    sticker: null,
  }
  return { ...event, message: { ...event.message, kind: 'voice', text: '', attachments: [attachment], ...change } }
}

describe('a voice message', () => {
  it('is to be heard where it stands', () => {
    expect(voiceTrack(voice(4))).toEqual({ key: '1/4', src: '/api/files/1/4/0', durationMs: 3_000 })
    expect(placeOf('1/4')).toEqual({ conversationId: '1', seq: 4 })
  })

  it('is none when it is text, deleted, or without its sound', () => {
    const gone = { deleted: { by: '2' } }
    expect([posted(4), voice(4, gone), voice(4, { attachments: [] })].map(voiceTrack)).toEqual([null, null, null])
    expect(placeOf('blob:http://localhost/1/4')).toBeNull()
  })

  it('is followed by the next one of the chat, over what is written between', () => {
    const events = [voice(1), posted(2), voice(3, { deleted: { by: '2' } }), voice(5), posted(6)]
    expect(nextVoice(events, '1/1')?.key).toBe('1/5')
    expect(nextVoice(events, '1/4')?.key).toBe('1/5')
    expect(nextVoice(events, '1/5')).toBeNull()
    expect(nextVoice(events, 'blob:somewhere')).toBeNull()
  })
})
