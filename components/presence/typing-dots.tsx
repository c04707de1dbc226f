/** Three dots that breathe, after a word. */
export function TypingDots() {
  return (
    <span aria-hidden className="ml-0.5 inline-flex gap-0.5">
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          className="inline-block size-1 animate-pulse rounded-full bg-current"
          style={{ animationDelay: `${dot * 180}ms` }}
        />
      ))}
    </span>
  )
}
