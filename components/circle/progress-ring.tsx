const RADIUS = 49
const ROUND = 2 * Math.PI * RADIUS

/** Around a circle video: how much of it is over. Decoration beside a time. */
export function ProgressRing({ part, className = 'text-accent' }: { part: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 100"
      className={`pointer-events-none absolute inset-0 -rotate-90 ${className}`}
    >
      <circle
        cx={50}
        cy={50}
        r={RADIUS}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeDasharray={ROUND}
        strokeDashoffset={ROUND * (1 - Math.min(1, Math.max(0, part)))}
      />
    </svg>
  )
}
