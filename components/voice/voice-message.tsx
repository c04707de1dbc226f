'use client'

import { type ReactNode, useCallback, useMemo } from 'react'
import { trackKey } from '@/client/media/players'
import { nextVoice, placeOf } from '@/client/media/voice-track'
import { decodeWaveform } from '@/client/media/waveform'
import { useShown } from '../attachments/use-shown'
import { useKith } from '../kith-context'
import { isKept, type Said } from '../message/said'
import { VoicePlayer } from './voice-player'

interface VoiceMessageProps {
  readonly said: Said
  readonly mine: boolean
  readonly meta?: ReactNode
}

/** What a voice message's bubble holds: it can be heard before it is sent, too. When it ends, the chat's next one begins. */
export function VoiceMessage({ said, mine, meta }: VoiceMessageProps) {
  const kith = useKith()
  const [voice] = useShown(said)
  const waveform = voice?.facts.waveform ?? null
  const bars = useMemo(() => decodeWaveform(waveform), [waveform])
  const next = useCallback(
    (key: string) => {
      const place = placeOf(key)
      return place && nextVoice(kith.conversation(place.conversationId).store.getState().events, key)
    },
    [kith],
  )
  if (!voice?.whole) return <div className="h-14 w-72 max-w-full" />
  return (
    <VoicePlayer
      src={voice.whole}
      durationMs={voice.facts.durationMs ?? 0}
      waveform={bars}
      {...(isKept(said) && { place: trackKey(said.conversationId, said.seq) })}
      next={next}
      on={mine ? 'own' : 'other'}
      inRow
      meta={meta}
    />
  )
}
