/** More than these stand behind the last one, as “+3”. */
export const TILES_MAX = 10

export const ALBUM_WIDTH = 320
const HEIGHT_MAX = 380
const WIDTH_MIN = 140

const ROWS: readonly (readonly number[])[] = [
  [],
  [1],
  [2],
  [1, 2],
  [2, 2],
  [2, 3],
  [3, 3],
  [2, 2, 3],
  [2, 3, 3],
  [3, 3, 3],
  [2, 2, 3, 3],
]

/** How many pictures stand in each row of an album. */
export const albumRows = (count: number): readonly number[] => ROWS[Math.min(count, TILES_MAX)] ?? []

interface Measured {
  readonly width: number | null
  readonly height: number | null
}

/** Width by height of a picture's place; very long ones are cut. */
export function ratioOf({ width, height }: Measured): number {
  return width && height ? clamp(width / height, 0.55, 2.4) : 4 / 3
}

/** What a single picture takes, in pixels of CSS: its own shape, not larger than it is, nor than fits in a chat. */
export function singleWidth(picture: Measured): number {
  const fitting = Math.min(ALBUM_WIDTH, HEIGHT_MAX * ratioOf(picture))
  return Math.round(Math.max(WIDTH_MIN, Math.min(fitting, picture.width ?? fitting)))
}

/** Width by height of the tiles in a row of so many. */
export function tileRatio(inRow: number, row: readonly Measured[]): number {
  if (inRow === 1) return 1.6
  if (inRow === 3) return 1
  const mean = row.reduce((sum, picture) => sum + ratioOf(picture), 0) / Math.max(1, row.length)
  return clamp(mean, 0.75, 1.2)
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))
