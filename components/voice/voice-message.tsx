'use client'

import { type ReactNode, useCallback, useMemo } from 'react'
import { trackKey } from '@/client/media/players'
import { nextVoice } from '@/client/media/voice-track'
import { decodeWaveform } from '@/client/media/waveform'
import { attachmentAddress } from '@/contracts/addresses'
import type { MessagePosted } from '@/contracts/dto'
import { useKith } from '../kith-context'
import { VoicePlayer } from './voice-player'

interface VoiceMessageProps {
  readonly event: MessagePosted
  readonly mine: boolean
  readonly meta?: ReactNode
}

/** What a voice message's bubble holds. When it ends, the chat's next one begins. */
export function VoiceMessage({ event, mine, meta }: VoiceMessageProps) {
  const { conversationId, seq, message } = event
  const kith = useKith()
  const voice = message.attachments[0]
  const bars = useMemo(() => decodeWaveform(voice?.waveform ?? null), [voice?.waveform])
  const next = useCallback(
    (key: string) => nextVoice(kith.conversation(conversationId).store.getState().events, key),
    [kith, conversationId],
  )
  if (!voice) return null
  return (
    <VoicePlayer
      src={attachmentAddress({ conversationId, seq }, 0, 'whole')}
      durationMs={voice.durationMs ?? 0}
      waveform={bars}
      place={trackKey(conversationId, seq)}
      next={next}
      on={mine ? 'own' : 'other'}
      inRow
      meta={meta}
    />
  )
}
