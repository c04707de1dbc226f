const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** “812 bytes”, “1.4 MB”: by thousands, as disks and limits are counted. */
export function formatSize(bytes: number): string {
  let [size, unit] = [bytes, 0]
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1_000
    unit++
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0
  return `${size.toFixed(digits).replace(/\.0$/, '')} ${bytes === 1 ? 'byte' : UNITS[unit]}`
}
