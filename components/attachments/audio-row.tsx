'use client'

import { Download, Pause, Play } from 'lucide-react'
import { useMemo } from 'react'
import type { Track } from '@/client/media/players'
import { formatDuration, spokenDuration, wholeSeconds } from '@/server/domain/format-duration'
import { players } from '../voice/players'
import { usePosition } from '../voice/use-position'
import { FileName } from './file-name'
import { FileRow } from './file-row'
import { formatSize } from './format-size'
import type { Shown } from './shown'

/** Music, or another sound, as a file: it can be heard here. */
export function AudioRow({ shown }: { shown: Shown }) {
  return shown.whole && !shown.upload ? <Playable shown={shown} src={shown.whole} /> : <FileRow shown={shown} />
}

function Playable({ shown: { facts }, src }: { shown: Shown; src: string }) {
  const durationMs = facts.durationMs ?? 0
  const track = useMemo<Track>(() => ({ key: src, src, durationMs }), [src, durationMs])
  const { playing, current, failed, positionMs } = usePosition(track.key)
  const Icon = playing ? Pause : Play
  const whole = durationMs ? formatDuration(wholeSeconds(durationMs)) : null
  return (
    <div>
      <div className="flex items-center gap-3 py-1">
        <button
          type="button"
          tabIndex={-1}
          data-row-part=""
          aria-label={`${playing ? 'Pause' : 'Play'} ${facts.name}`}
          onClick={() => players.toggle(track)}
          className="grid size-10 shrink-0 place-items-center rounded-full bg-accent text-on-accent outline-offset-2 transition-colors hover:bg-accent-hover"
        >
          <Icon aria-hidden className="size-5 fill-current" strokeWidth={1.5} />
        </button>
        <span className="min-w-0 flex-1">
          <span className="block font-medium">
            <FileName name={facts.name} />
          </span>
          <span className="block text-xs text-(--meta) tabular-nums">
            {current
              ? [formatDuration(positionMs), whole].filter(Boolean).join(' / ')
              : [whole, formatSize(facts.size)].filter(Boolean).join(' · ')}
          </span>
        </span>
        <a
          href={src}
          download={facts.name}
          tabIndex={-1}
          data-row-part=""
          aria-label={`Download ${facts.name}`}
          className="grid size-8 place-items-center rounded-full text-(--meta) outline-offset-1 hover:text-current"
        >
          <Download aria-hidden className="size-5" />
        </a>
      </div>
      {current && durationMs > 0 && (
        <input
          type="range"
          tabIndex={-1}
          data-row-part=""
          aria-label="Position"
          aria-valuetext={spokenDuration(positionMs)}
          min={0}
          max={durationMs}
          step={1_000}
          value={positionMs}
          onChange={(event) => players.seek(track, event.target.valueAsNumber)}
          onKeyDown={(event) => event.stopPropagation()}
          className="block h-4 w-full accent-accent"
        />
      )}
      {failed && (
        <p role="alert" className="text-sm text-danger-ink">
          It can’t be played here. Download it instead.
        </p>
      )}
    </div>
  )
}
