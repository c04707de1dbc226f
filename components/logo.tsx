/** Two who talk: one bubble leaning on another. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path
        d="M13 3C6.9 3 2 7.3 2 12.7c0 2.6 1.1 4.9 3 6.6-.1 1.6-.7 3-1.7 4.2-.3.4 0 1 .5.9 2.3-.2 4.3-1 5.9-2.2 1 .2 2.1.3 3.3.3 6.1 0 11-4.3 11-9.7S19.1 3 13 3Z"
        fill="var(--accent)"
      />
      <path
        d="M21 11.2c5 .4 9 4.1 9 8.7 0 2.3-1 4.4-2.7 5.9.1 1.2.6 2.2 1.3 3 .3.4 0 .9-.5.8-1.8-.1-3.4-.7-4.7-1.7-.8.2-1.6.3-2.4.3-4.4 0-8.1-2.5-9.4-6"
        fill="none"
        stroke="var(--ink)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
