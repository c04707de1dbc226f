const TAIL_CHARS = 9

/** A file's name in one line; what doesn't fit goes from its middle, since its end tells what it is. */
export function FileName({ name }: { name: string }) {
  const chars = [...(name || 'File')]
  const cut = chars.length > 2 * TAIL_CHARS ? chars.length - TAIL_CHARS : chars.length
  return (
    <bdi className="flex min-w-0" title={name}>
      <span className="truncate whitespace-pre">{chars.slice(0, cut).join('')}</span>
      <span className="shrink-0 whitespace-pre">{chars.slice(cut).join('')}</span>
    </bdi>
  )
}
