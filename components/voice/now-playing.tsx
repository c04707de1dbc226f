'use client'

import { Pause, Play, X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Track } from '@/client/media/players'
import { nextVoice, placeOf, voiceTrack } from '@/client/media/voice-track'
import { formatDuration, wholeSeconds } from '@/server/domain/format-duration'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { showConversation } from '../shell/location'
import { IconButton } from '../ui/icon-button'
import { players } from './players'
import { SpeedButton } from './speed-button'
import { inSight } from './use-in-sight'
import { usePosition } from './use-position'

/** The voice message that plays on after one has scrolled or gone away from it. */
export function NowPlaying() {
  const track = useStore(players.state, (state) => state.track)
  const seen = useStore(inSight)
  const place = track && placeOf(track.key)
  if (!track || !place) return null
  return <Playing key={track.key} track={track} {...place} hidden={seen === track.key} />
}

interface PlayingProps {
  readonly track: Track
  readonly conversationId: string
  readonly seq: number
  readonly hidden: boolean
}

function Playing({ track, conversationId, seq, hidden }: PlayingProps) {
  const handle = useKith().conversation(conversationId)
  const people = useNames()
  const { playing, positionMs } = usePosition(track.key)
  const event = useStore(handle.store, ({ events }) => events.find((one) => one.seq === seq))
  const missing = useStore(handle.store, ({ status }) => status === 'not_found')
  const gone = missing || (event !== undefined && voiceTrack(event) === null)

  // Deleted for everyone, or I may not see it any more.
  useEffect(() => {
    if (gone) players.stop()
  }, [gone])

  if (hidden) return null
  const Icon = playing ? Pause : Play
  const speaker = event ? people.nameOf(event.actorId) : 'Voice message'
  return (
    <aside
      aria-label="Now playing"
      className="absolute top-[calc(4.25rem+env(safe-area-inset-top))] right-3 z-10 flex max-w-[calc(100%-1.5rem)] animate-in items-center gap-1 rounded-full border border-line bg-raised p-1 text-sm text-ink shadow-raised fade-in"
    >
      <IconButton
        size="sm"
        label={playing ? 'Pause' : 'Play'}
        onClick={() => players.toggle(track, (key) => nextVoice(handle.store.getState().events, key))}
      >
        <Icon aria-hidden className="fill-current" />
      </IconButton>
      <button
        type="button"
        className="flex min-w-0 items-baseline gap-2 rounded-md px-1"
        onClick={() => {
          showConversation(conversationId)
          void handle.jumpTo(seq)
        }}
      >
        <span className="truncate font-medium">{speaker}</span>
        <span className="text-2xs text-ink-muted tabular-nums whitespace-nowrap">
          {formatDuration(positionMs)} / {formatDuration(wholeSeconds(track.durationMs))}
        </span>
      </button>
      <SpeedButton inRow={false} />
      <IconButton size="sm" label="Stop" onClick={() => players.stop()}>
        <X aria-hidden />
      </IconButton>
    </aside>
  )
}
