'use client'

import { useEffect, useRef } from 'react'

const BARS = 48
const EVERY_MS = 80
const GAP = 4
const HEIGHT = 32

/** How loud it is now, at the end of the line, and was in the last seconds, before it. Decoration: the time tells the same. */
export function LiveLevels({ level }: { level: () => number }) {
  const path = useRef<SVGPathElement>(null)
  useEffect(() => {
    const levels: number[] = Array(BARS).fill(0)
    const timer = setInterval(() => {
      levels.push(Math.sqrt(level()))
      levels.shift()
      path.current?.setAttribute('d', levels.map(bar).join(''))
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [level])
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BARS * GAP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-8 min-w-0 flex-1 text-accent-ink"
    >
      <path
        ref={path}
        d={Array(BARS).fill(0).map(bar).join('')}
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function bar(level: number, index: number): string {
  const half = Math.max(0.25, (level * (HEIGHT - 6)) / 2)
  return `M${index * GAP + GAP / 2} ${HEIGHT / 2 - half}v${half * 2}`
}
