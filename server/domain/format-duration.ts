/** As a clock shows it: "0:07", "12:30", "1:02:03". */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** For those who hear it: "7 seconds", "1 minute 2 seconds". */
export function spokenDuration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  const parts = [
    [Math.floor(seconds / 3_600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const
  const said = parts.flatMap(([n, unit]) => (n > 0 ? `${n} ${unit}${n === 1 ? '' : 's'}` : []))
  return said.join(' ') || '0 seconds'
}

/** How long a whole thing is: never "0:00" for what has something in it. */
export const wholeSeconds = (ms: number): number => Math.max(1_000, Math.round(ms / 1_000) * 1_000)

const two = (n: number): string => String(n).padStart(2, '0')
