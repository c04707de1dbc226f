const BUBBLE =
  'M13 3C6.9 3 2 7.3 2 12.7c0 2.6 1.1 4.9 3 6.6-.1 1.6-.7 3-1.7 4.2-.3.4 0 1 .5.9 2.3-.2 4.3-1 5.9-2.2 1 .2 2.1.3 3.3.3 6.1 0 11-4.3 11-9.8S19.1 3 13 3Z'

/** Two who talk: one bubble before another. Stands on the canvas. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path transform="translate(31.6 11.2) scale(-0.74 0.74)" d={BUBBLE} fill="var(--accent)" opacity="0.45" />
      <path d={BUBBLE} fill="var(--accent)" stroke="var(--canvas)" strokeWidth="2.6" paintOrder="stroke" />
    </svg>
  )
}
