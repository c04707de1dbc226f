import type { SearchHit } from '@/contracts/search'

/** The part of a message that was found, what was searched for standing out. */
export function MarkedHit({ hit: { text, found } }: { hit: Pick<SearchHit, 'text' | 'found'> }) {
  const ends = [0, ...found.map(([, to]) => to)]
  return (
    <>
      {found.map(([from, to], index) => (
        <span key={from}>
          {text.slice(ends[index], from)}
          <mark className="rounded-xs bg-accent-soft font-semibold text-accent-ink">{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  )
}
