'use client'

import { useEffect, useRef, useState } from 'react'
import { ProgressRing } from '../circle/progress-ring'

interface ViewfinderProps {
  readonly stream: MediaStream
  /** Null: not recording yet. */
  readonly startedAtMs: number | null
  readonly maxMs: number
}

/** What the camera sees, as a mirror shows it; around it, how much of the time is over. */
export function Viewfinder({ stream, startedAtMs, maxMs }: ViewfinderProps) {
  const video = useRef<HTMLVideoElement>(null)
  const mirrored = stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment'
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return (
    <>
      <video
        ref={video}
        autoPlay
        muted
        playsInline
        aria-label="What the camera sees"
        className={`size-full rounded-full object-cover ${mirrored ? '-scale-x-100' : ''}`}
      />
      {startedAtMs !== null && <TimeRing startedAtMs={startedAtMs} maxMs={maxMs} />}
    </>
  )
}

function TimeRing({ startedAtMs, maxMs }: { startedAtMs: number; maxMs: number }) {
  const [now, setNow] = useState(startedAtMs)
  useEffect(() => {
    let frame = requestAnimationFrame(function draw(at) {
      setNow(at)
      frame = requestAnimationFrame(draw)
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return <ProgressRing part={(now - startedAtMs) / maxMs} />
}
